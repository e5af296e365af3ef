import type { TraceEvent } from '../../../src/trace/event.ts'
import type { Of } from './of.ts'
import { recordedScenario, type RecordedScenario } from './recorded-scenario.ts'
import { recordedWrites, timesOfRevisions } from './recorded-writes.ts'

/** A recorded run, taken apart: who did what, and what came of it. */
export interface RecordedRun {
  header: Of<'header'>
  tokens: Of<'token'>[]
  heartbeats: Of<'heartbeat'>[]
  leases: Of<'lease'>[]
  /** What watches told of how far they had got, and when that was so. */
  progress: { event: Of<'progress'>; at: number }[]
  scenarios: Map<string, RecordedScenario>
  end: Of<'end'>
}

/**
 * Takes a recorded run apart.
 * @throws TypeError when it has no beginning or no end, or a scenario that did not end
 */
export function recordedRunOf(events: readonly TraceEvent[]): RecordedRun {
  const all = <T extends TraceEvent['type']>(type: T) =>
    events.filter((event): event is Of<T> => event.type === type)
  const [[header], [end]] = [all('header'), all('end')]
  if (!header || !end) throw new TypeError('expected a trace with a header and an end')
  const writtenAt = timesOfRevisions(events)
  const writes = recordedWrites(events)
  return {
    header,
    end,
    tokens: all('token'),
    heartbeats: all('heartbeat'),
    leases: all('lease'),
    progress: all('progress').map((event) => ({ event, at: writtenAt(Number(event.revision), event.at) })),
    scenarios: new Map(
      all('scenario')
        .filter(({ state }) => state === 'begins')
        .map((begins) => [
          begins.scenario,
          recordedScenario(
            begins,
            events.filter((event) => 'scenario' in event && event.scenario === begins.scenario),
            writes.filter(({ event }) => event.object.metadata.namespace === begins.namespace),
            all('progress'),
          ),
        ]),
    ),
  }
}
