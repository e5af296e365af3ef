import type { TraceEvent } from '../src/trace/event.ts'
import type { Kind, KubernetesObject, ObjectOf } from '../src/trace/kinds.ts'

type ObjectEvent<K extends Kind = Kind> = Extract<TraceEvent, { type: 'object' }> & { object: ObjectOf<K> }

/** A change of the events of a trace. */
export type TraceChange = (events: readonly TraceEvent[]) => TraceEvent[]

/** Events as a trace has them, one at a time; none leaves one out, several stand in its place. */
const each =
  (change: (event: TraceEvent) => TraceEvent | TraceEvent[]): TraceChange =>
  (events) =>
    events.flatMap(change)

/** Objects of a kind in the namespace of a scenario are others; undefined leaves a version out. */
export const objectsOfKind = <K extends Kind>(
  kind: K,
  scenario: string,
  change: (object: ObjectOf<K>, event: ObjectEvent) => unknown,
): TraceChange =>
  each((event) => {
    if (event.type !== 'object' || event.object.kind !== kind) return event
    if (event.object.metadata.namespace !== `lab-${scenario}` && scenario !== 'rest') return event
    const changed = change(structuredClone(event.object) as ObjectOf<K>, event)
    return changed === undefined ? [] : { ...event, object: changed as KubernetesObject }
  })

/**
 * The first event of an object of a kind in the namespace of a scenario that is so.
 * @throws TypeError when there is none
 */
export function firstOf<K extends Kind>(
  kind: K,
  scenario: string,
  events: readonly TraceEvent[],
  isSo: (event: ObjectEvent<K>) => boolean = () => true,
): ObjectEvent<K> {
  const isOf = (event: TraceEvent): event is ObjectEvent<K> =>
    event.type === 'object' &&
    event.object.kind === kind &&
    event.object.metadata.namespace === `lab-${scenario}`
  const found = events.find((event): event is ObjectEvent<K> => isOf(event) && isSo(event))
  if (found) return found
  throw new TypeError(`expected such a ${kind} in the scenario ${scenario}, found none`)
}

/** The last such event: see {@link firstOf}. */
export const lastOf: typeof firstOf = (kind, scenario, events, isSo) =>
  firstOf(kind, scenario, events.toReversed(), isSo)

/** What a line prints is another text. */
export const prints = (
  scenario: string,
  line: string,
  change: (text: string) => string,
  run?: string,
): TraceChange =>
  eventsOfCommand(scenario, line, run, (event) =>
    event.type === 'output' ? { ...event, text: change(event.text) } : event,
  )

/** Events of a command are others. */
export const eventsOfCommand =
  (
    scenario: string,
    line: string,
    run: string | undefined,
    change: (event: TraceEvent) => TraceEvent,
  ): TraceChange =>
  (events) => {
    const typed = events.find(
      (event) =>
        event.type === 'typed' && event.scenario === scenario && event.line === line && event.run === run,
    )
    if (typed?.type !== 'typed')
      throw new TypeError(`expected ${line} in the scenario ${scenario}, found none`)
    return events.map((event) =>
      'command' in event && event.command === typed.command ? change(event) : event,
    )
  }

/** One world after another. */
export const both =
  (first: TraceChange, second: TraceChange): TraceChange =>
  (events) =>
    second(first(events))

/** A timestamp of Kubernetes so many seconds later; undefined stays what it is. */
export const later = (timestamp: string | undefined, seconds: number) =>
  timestamp === undefined
    ? undefined
    : new Date(Date.parse(timestamp) + seconds * 1000).toISOString().replace('.000', '')

/** What is printed, and what is stored, has other words. */
export const withWords =
  (change: (text: string) => string): TraceChange =>
  (all) =>
    all.map((event): TraceEvent => {
      if (event.type === 'output') return { ...event, text: change(event.text) }
      return event.type === 'object'
        ? { ...event, object: JSON.parse(change(JSON.stringify(event.object))) as typeof event.object }
        : event
    })
