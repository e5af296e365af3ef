import type { TraceEvent } from '../src/trace/event.ts'
import type { KubernetesObject } from '../src/trace/kinds.ts'

/**
 * A recorded run after many others like it: all scenarios once more each time, under other names, with objects, commands,
 * times and revisions of their own. Its own scenarios keep their times.
 * @param events of a recorded run, with its header and its end
 * @param times how many runs come before it
 */
export function afterOthers(events: readonly TraceEvent[], times: number): TraceEvent[] {
  const [header, ...more] = events
  if (!header) return []
  const whole = more.filter(({ type }) => type !== 'end')
  const step = {
    at: (events.at(-1)?.at ?? header.at) - header.at + 1000,
    command: 1 + Math.max(0, ...events.flatMap((event) => ('command' in event ? event.command : []))),
    revision: 1 + Math.max(0, ...events.flatMap(revisionsOf)),
  }
  const shifted = (run: number) => {
    const by = { at: (run - times) * step.at, command: run * step.command, revision: run * step.revision }
    return whole.map((event) => moved(event, run < times ? `-${run}` : '', by))
  }
  return [
    { ...header, at: header.at - times * step.at },
    ...Array.from({ length: times + 1 }, (_, run) => shifted(run)).flat(),
    ...more.filter(({ type }) => type === 'end'),
  ]
}

/**
 * A recorded run in which a scenario lasts longer: before its end there are more changes of the objects that it has, beats
 * and renewals of Leases, until there are so many events.
 */
export function lasting(events: readonly TraceEvent[], scenario: string, count: number): TraceEvent[] {
  const end = events.findIndex(
    (event) => event.type === 'scenario' && event.scenario === scenario && event.state === 'ends',
  )
  const begin = events.find((event) => event.type === 'scenario' && event.scenario === scenario)
  const namespace = begin?.type === 'scenario' ? begin.namespace : ''
  const isRepeated = (event: TraceEvent) =>
    /^(heartbeat|lease)$/.test(event.type) ||
    (event.type === 'object' && event.change === 'modified' && event.object.metadata.namespace === namespace)
  const some = events.slice(0, end).filter(isRepeated)
  const step = {
    at: 1000 + (events[end]?.at ?? 0) - (events[0]?.at ?? 0),
    revision: 1 + Math.max(0, ...events.flatMap(revisionsOf)),
  }
  const times = Math.max(0, Math.ceil((count - events.length) / some.length))
  const by = (run: number) => ({ at: run * step.at, revision: run * step.revision, command: 0 })
  return [
    ...events.slice(0, end),
    ...Array.from({ length: times }, (_, run) => some.map((event) => moved(event, '', by(run + 1)))).flat(),
    ...events.slice(end).map((event) => moved(event, '', by(times))),
  ]
}

/** How much is added. */
interface Shift {
  /** Milliseconds. */
  at: number
  command: number
  revision: number
}

/** An event at another time, of a scenario of another name. */
function moved(event: TraceEvent, name: string, by: Shift): TraceEvent {
  const later = (time: string) => new Date(Date.parse(time) + by.at).toISOString()
  const one = {
    ...event,
    at: event.at + by.at,
    ...('scenario' in event && { scenario: `${event.scenario}${name}` }),
    ...('command' in event && { command: event.command + by.command }),
    ...('revision' in event &&
      event.revision !== undefined && { revision: String(Number(event.revision) + by.revision) }),
  } as TraceEvent
  if (one.type === 'scenario') return { ...one, namespace: `${one.namespace}${name}` }
  if (one.type === 'lease') return { ...one, renewed: later(one.renewed) }
  if (one.type === 'heartbeat' && one.wall !== undefined) return { ...one, wall: one.wall + by.at }
  if (one.type !== 'object') return one
  const { metadata } = one.object
  const { namespace } = metadata
  const object = {
    ...one.object,
    metadata: {
      ...metadata,
      ...(namespace !== undefined && { namespace: `${namespace}${name}` }),
      uid: `${metadata.uid}${name}`,
      resourceVersion: String(Number(metadata.resourceVersion) + by.revision),
    },
  } as KubernetesObject
  return { ...one, object }
}

function revisionsOf(event: TraceEvent): number[] {
  if (event.type === 'object') return [Number(event.object.metadata.resourceVersion)]
  return 'revision' in event && event.revision !== undefined ? [Number(event.revision)] : []
}
