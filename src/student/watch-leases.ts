import { setTimeout as pause } from 'node:timers/promises'
import { type KubeConfig, Watch } from '@kubernetes/client-node'
import * as z from 'zod'
import type { Happening } from '../trace/event.ts'

const path = '/apis/coordination.k8s.io/v1/leases'

/** Between two connections (milliseconds). */
const again = 250

/** Shorter than the 30 s of silence at which the client gives up. */
const timeoutSeconds = 25

const lease = z.looseObject({
  metadata: z.looseObject({ name: z.string(), namespace: z.string() }),
  spec: z.looseObject({ renewTime: z.string().optional() }),
})

/** The controllers that are elected, and the kubelets: who is ill when something does not happen. */
const isOfInterest = (namespace: string, name: string) =>
  namespace === 'kube-node-lease' ||
  (namespace === 'kube-system' && ['kube-controller-manager', 'kube-scheduler'].includes(name))

/**
 * Tells of each renewal of the Leases of controller manager, scheduler and nodes, until the signal comes. What is
 * renewed while it is not connected is not told: the next renewal says how long it took.
 */
export async function watchLeases(
  kubeconfig: KubeConfig,
  tell: (renewal: Extract<Happening, { type: 'lease' }>) => void,
  signal: AbortSignal,
): Promise<void> {
  const told = new Map<string, string>()
  const receive = (type: string, object: unknown) => {
    const parsed = lease.safeParse(object)
    if (type === 'BOOKMARK' || !parsed.success) return
    const { metadata, spec } = parsed.data
    const { renewTime } = spec
    if (renewTime === undefined || !isOfInterest(metadata.namespace, metadata.name)) return
    if (told.get(metadata.name) === renewTime) return
    told.set(metadata.name, renewTime)
    tell({ type: 'lease', component: metadata.name, renewed: renewTime })
  }
  while (!signal.aborted) {
    const { promise, resolve } = Promise.withResolvers<void>()
    const connection = await new Watch(kubeconfig).watch(path, { timeoutSeconds }, receive, () => resolve())
    const abort = () => connection.abort()
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()
    await promise
    signal.removeEventListener('abort', abort)
    connection.abort()
    await pause(again, undefined, { signal }).catch(() => {})
  }
}
