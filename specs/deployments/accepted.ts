import { type Accepted } from 'kubelab-conformance/lab'

/** What is different on another version, is no change that is known, and says nothing about the lab. Each with the reason. */
export const accepted: readonly Accepted[] = []
