import { UsageError } from '../errors.ts'
import type { ContextOptions } from '../cluster/read-context.ts'

/** A cluster that is there already, and where the run may work in it. */
export interface ExistingCluster extends ContextOptions {
  /** Namespaces that the run may work in; without them it makes its own. */
  namespaces?: readonly string[] | undefined
  /** A path or a version of kubectl; without it one that fits. */
  kubectl?: string | undefined
}

/** What of a command line is about such a cluster. */
type Values = { [name in 'context' | 'kubeconfig' | 'namespaces']?: string | undefined }

/** What is for a cluster of the run's own alone. */
const ownOnly = ['kubernetes', 'image', 'image-source', 'keep', 'reuse', 'cost'] as const

/**
 * The cluster that is named on a command line; undefined when there is none.
 * @throws UsageError when what is there does not fit together
 */
export function existingCluster(
  values: Values & { kubectl?: string | undefined } & {
    [name in (typeof ownOnly)[number]]?: string | boolean | undefined
  },
): ExistingCluster | undefined {
  const { context, kubeconfig, namespaces: list, kubectl } = values
  if (context === undefined) {
    const alone = (['kubeconfig', 'namespaces'] as const).find((name) => values[name] !== undefined)
    if (alone === undefined) return undefined
    throw new UsageError(`--${alone}: expected --context NAME beside it, found none.`)
  }
  const unfit = ownOnly.find((name) => values[name])
  if (unfit !== undefined)
    throw new UsageError(
      `--context: expected no --${unfit} beside it, which is for a cluster of the run's own. Leave one of them out.`,
    )
  const namespaces = list?.split(',').map((name) => name.trim())
  if (namespaces && (!namespaces.every(isNamespace) || new Set(namespaces).size < namespaces.length))
    throw new UsageError(
      `--namespaces: expected names of namespaces, each once, with commas between them, found ${JSON.stringify(list)}.`,
    )
  return { context, kubeconfig, namespaces, kubectl }
}

/**
 * Whether a cluster is taken that an earlier run has kept.
 * @throws UsageError when something else is asked for that speaks of a new one
 */
export function reuses(
  values: { reuse: boolean } & { [name in (typeof ofNew)[number]]?: string | boolean | undefined },
): boolean {
  const unfit = ofNew.find((name) => values[name])
  if (values.reuse && unfit !== undefined)
    throw new UsageError(
      `--reuse: expected no --${unfit} beside it, which is for a cluster that is made; one that was kept stays so. Leave one of them out.`,
    )
  return values.reuse
}

/** What is for a cluster that is made. */
const ofNew = ['image', 'image-source', 'keep', 'cost'] as const

const isNamespace = (name: string) => /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)
