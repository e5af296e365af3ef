import * as z from 'zod'
import type { Happening } from '../trace/event.ts'
import type { Api } from './api.ts'
import { keepWatching } from './keep-watching.ts'

/** Where the Leases of the controllers are, and those of the nodes. */
export const namespaceOfControllers = 'kube-system'
const namespaceOfNodes = 'kube-node-lease'
export const namespacesOfLeases = [namespaceOfControllers, namespaceOfNodes]

const renewal = z.object({
  object: z.object({
    metadata: z.object({ name: z.string(), namespace: z.string() }),
    spec: z.object({ renewTime: z.string() }),
  }),
})

/** The controllers that are elected, and the kubelets: who is ill when something does not happen. */
const isOfInterest = (namespace: string, name: string) =>
  namespace === namespaceOfNodes ||
  (namespace === namespaceOfControllers && ['kube-controller-manager', 'kube-scheduler'].includes(name))

/**
 * Tells of each renewal of the Leases of controller manager, scheduler and nodes, until the signal comes. What is
 * renewed while it is not connected is not told: the next renewal says how long it took.
 */
export async function watchLeases(
  api: Api,
  tell: (renewed: Extract<Happening, { type: 'lease' }>) => void,
  signal: AbortSignal,
): Promise<void> {
  const told = new Map<string, string>()
  const read = (event: unknown) => {
    const parsed = renewal.safeParse(event)
    if (!parsed.success) return
    const { metadata, spec } = parsed.data.object
    const { name, namespace } = metadata
    if (!isOfInterest(namespace, name) || told.get(name) === spec.renewTime) return
    told.set(name, spec.renewTime)
    tell({ type: 'lease', component: name, renewed: spec.renewTime })
  }
  const paths = namespacesOfLeases.map(
    (namespace) => `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`,
  )
  await Promise.all(paths.map((path) => keepWatching(api, path, {}, read, signal)))
}
