import type { TraceEvent } from './event.ts'
import { isA } from './kinds.ts'

/**
 * Fields of a Pod that say how it is plumbed and where it runs, by path; `*` is each of a list. They are in every version
 * of every Pod. No claim looks at them, no report shows them, and nothing that the lab speaks of can be seen in them.
 */
const leftOutOfPods = [
  'spec.volumes',
  'spec.tolerations',
  'spec.dnsPolicy',
  'spec.serviceAccount',
  'spec.securityContext',
  'spec.schedulerName',
  'spec.priority',
  'spec.enableServiceLinks',
  'spec.preemptionPolicy',
  'spec.containers.*.volumeMounts',
  'spec.containers.*.terminationMessagePath',
  'spec.containers.*.terminationMessagePolicy',
  'status.hostIP',
  'status.hostIPs',
  'status.qosClass',
  'status.containerStatuses.*.imageID',
  'status.containerStatuses.*.containerID',
  'status.containerStatuses.*.volumeMounts',
  'status.containerStatuses.*.allocatedResources',
  'status.containerStatuses.*.resources',
  'status.containerStatuses.*.user',
]

const inPlumbing = new RegExp(
  `^(?:${leftOutOfPods.map((path) => path.replaceAll('.', '\\.').replaceAll('*', '[^.]+')).join('|')})(?:\\.|$)`,
)

/** Whether a place in a Pod, its parts joined by dots, is left out of a trace that is kept. */
export const isTrimmed = (place: string) => inPlumbing.test(place)

/**
 * A trace without what nobody reads, to be kept: what was typed and came back, and how objects went through their states,
 * is all there.
 */
export const trimmed = (events: readonly TraceEvent[]): TraceEvent[] =>
  events.map((event) => {
    if (event.type !== 'object' || !isA('Pod', event.object)) return event
    const object = structuredClone(event.object)
    for (const path of leftOutOfPods) remove(object, path.split('.'))
    return { ...event, object }
  })

function remove(from: unknown, [key = '', ...rest]: readonly string[]): void {
  if (typeof from !== 'object' || from === null) return
  if (key === '*') for (const one of Object.values(from)) remove(one, rest)
  else if (rest.length === 0) Reflect.deleteProperty(from, key)
  else remove(Reflect.get(from, key), rest)
}
