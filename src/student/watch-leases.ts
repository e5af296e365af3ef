import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import type { Happening } from '../trace/event.ts'
import { NoAnswer, type Api } from './api.ts'

const path = '/apis/coordination.k8s.io/v1/leases'

/** Between two connections (milliseconds). */
const again = 250

const renewal = z.object({
  object: z.object({
    metadata: z.object({ name: z.string(), namespace: z.string() }),
    spec: z.object({ renewTime: z.string() }),
  }),
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
  api: Api,
  tell: (renewed: Extract<Happening, { type: 'lease' }>) => void,
  signal: AbortSignal,
): Promise<void> {
  const told = new Map<string, string>()
  const read = (line: string) => {
    const parsed = renewal.safeParse(JSON.parse(line))
    if (!parsed.success) return
    const { metadata, spec } = parsed.data.object
    const { name, namespace } = metadata
    if (!isOfInterest(namespace, name) || told.get(name) === spec.renewTime) return
    told.set(name, spec.renewTime)
    tell({ type: 'lease', component: name, renewed: spec.renewTime })
  }
  while (!signal.aborted) {
    try {
      for await (const line of api.watch(path, {}, signal)) read(line)
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
    }
    await pause(again, undefined, { signal }).catch(() => {})
  }
}
