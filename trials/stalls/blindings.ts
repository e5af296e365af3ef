import type { TraceEvent } from '../../src/trace/event.ts'
import type { KubernetesObject } from '../../src/trace/kinds.ts'

/** A trace of which nobody can tell that the machine was ill: no Leases, and a heartbeat whenever one is due. */
export function withoutHealth(events: readonly TraceEvent[]): TraceEvent[] {
  const [first, last] = [events[0]?.at ?? 0, events.at(-1)?.at ?? 0]
  const beats = Array.from({ length: Math.ceil((last - first) / 1000) }, (_, index): TraceEvent => ({
    type: 'heartbeat',
    at: first + index * 1000,
  }))
  const others = events.filter(({ type }) => type !== 'lease' && type !== 'heartbeat')
  return [...others, ...beats].toSorted((a, b) => a.at - b.at)
}

/** A trace in which the cluster seems to have written in the order in which the watches told. */
export function inOrderOfArrival(events: readonly TraceEvent[]): TraceEvent[] {
  return events.flatMap((event, place): TraceEvent[] => {
    if (event.type === 'progress') return []
    if (event.type === 'object') return [{ ...event, object: withRevision(event.object, String(place)) }]
    return ['revision' in event ? { ...event, revision: String(place) } : event]
  })
}

const withRevision = (object: KubernetesObject, resourceVersion: string) =>
  ({ ...object, metadata: { ...object.metadata, resourceVersion } }) as KubernetesObject
