import * as z from 'zod'
import { UsageError } from '../errors.ts'
import { recordOf, type Kind } from '../trace/kinds.ts'
import { NoAnswer, type Api } from './api.ts'
import type { Asker } from './asker.ts'
import type { Resource } from './discover.ts'
import { namespaceOfControllers, namespacesOfLeases } from './watch-leases.ts'

/** What the recorder does with objects of a kind. */
export const verbsOn = (kind: Kind): string[] => [
  'get',
  'list',
  'watch',
  ...(recordOf(kind)?.still ? ['create', 'patch', 'delete'] : []),
]

const names = z.looseObject({
  items: z.array(z.looseObject({ metadata: z.looseObject({ name: z.string() }) })),
})

/** Of some resources those of which the recorder may see all, and make a mark, in each of some namespaces. @throws NoAnswer */
export async function watchable(
  asker: Asker,
  resources: readonly Resource[],
  namespaces: readonly string[],
): Promise<Resource[]> {
  const allowed = await Promise.all(
    resources.map(({ kind, group, resource, isNamespaced }) =>
      mayEverywhere(asker, verbsOn(kind), { group, resource }, isNamespaced ? namespaces : [undefined]),
    ),
  )
  return resources.filter((_, index) => allowed[index])
}

/** Whether the user may do all this to a resource in each of some namespaces. @throws NoAnswer */
export async function mayEverywhere(
  asker: Asker,
  verbs: readonly string[],
  what: { resource: string; group?: string },
  namespaces: readonly (string | undefined)[],
): Promise<boolean> {
  const all = namespaces.flatMap((namespace) =>
    verbs.map((verb) => asker.may({ verb, ...what, ...(namespace !== undefined && { namespace }) })),
  )
  return !(await Promise.all(all)).includes(false)
}

/**
 * What others have in a namespace would be in the answers that the student gets, and would be hard to tell from the run's.
 * @throws UsageError when there is something, or no such namespace; NoAnswer
 */
export async function mustBeEmpty(api: Api, watched: readonly Resource[], namespace: string): Promise<void> {
  await api.json(`/api/v1/namespaces/${namespace}/serviceaccounts/default`).catch((error: unknown) => {
    if (!(error instanceof NoAnswer) || error.statusCode !== 404) throw error
    throw new UsageError(
      `--namespaces: expected a namespace with a service account default, found none in ${namespace}. Name another.`,
    )
  })
  // A cluster has some of itself in each namespace.
  const ofCluster = /^(?:ConfigMap kube-root-ca\.crt|ServiceAccount default|Event .*)$/
  const found = await Promise.all(
    watched.map(async ({ kind, isNamespaced, path }) => {
      if (!isNamespaced) return []
      const { items } = names.parse(await api.json(path(namespace)))
      return items.map(({ metadata: { name } }) => `${kind} ${name}`)
    }),
  )
  const [first, ...more] = found.flat().filter((one) => !ofCluster.test(one))
  if (first === undefined) return
  const others = more.length > 0 ? ` and ${more.length} more` : ''
  throw new UsageError(
    `--namespaces: expected ${namespace} to be empty, found there the ${first}${others}. Name another, or remove what is there.`,
  )
}

/** Why nobody can tell whether the cluster is well while the run is there; undefined where it is told. @throws NoAnswer */
export async function whyUnwitnessed(
  asker: Asker,
  api: Api,
  namespaces: readonly string[],
): Promise<string | undefined> {
  const verbs = ['list', 'watch']
  const leases = { resource: 'leases', group: 'coordination.k8s.io' }
  const well = 'by which it is known whether the cluster is well'
  if (!(await mayEverywhere(asker, verbs, leases, namespacesOfLeases)))
    return `the user may not watch the Leases in ${namespacesOfLeases.join(' and ')}, ${well}`
  if (!(await mayEverywhere(asker, verbs, { resource: 'events' }, namespaces)))
    return 'the user may not watch events, by which it is known whether a quota keeps objects from being made'
  const path = `/apis/${leases.group}/v1/namespaces/${namespaceOfControllers}/leases/kube-controller-manager`
  const isThere = await api.json(path).then(
    () => true,
    (error: unknown) => {
      if (!(error instanceof NoAnswer) || error.statusCode === undefined) throw error
      return false
    },
  )
  return isThere
    ? undefined
    : `there is no Lease of a controller manager in ${namespaceOfControllers}, ${well}`
}
