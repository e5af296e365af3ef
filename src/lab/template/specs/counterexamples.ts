import { patch, types } from 'kubelab-conformance/lab'
import { remove } from './student.ts'

// Small changes of the world under which claims must turn red.

/** It says something else. */
export const saysGoodbye = patch({ 'spec.containers.0.args.0': 'echo goodbye; exec sleep 3600' })
/** A container that ends with an error, and is started again. */
export const fails = patch({ 'spec.containers.0.args.0': 'exit 1' })
/** A Pod of another name. */
export const isNamedOtherwise = patch({ 'metadata.name': 'bye' })
/** Nothing is deleted. */
export const onlyTriesToDelete = types(remove, `${remove} --dry-run=client`)
