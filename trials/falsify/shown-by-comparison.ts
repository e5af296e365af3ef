import { changedPlaces } from '../kit/changed-places.ts'
import type { Noise } from '../../src/compare/noise.ts'
import { placeOf } from '../../src/compare/place.ts'
import { seenIn, type Seen } from '../../src/compare/seen.ts'
import type { TraceEvent } from '../../src/trace/event.ts'
import { namespacesOf } from '../kit/namespaces-of.ts'
import type { Trial } from './trials.ts'

/**
 * Where a comparison shows what a trial has changed: the lines, and the places in what came back from them, that differ from
 * a run in which nothing was changed.
 * @param events of all trials
 * @param unchanged the events of that run
 */
export function shownByComparison(
  { of, scenario }: Pick<Trial, 'of' | 'scenario'>,
  events: readonly TraceEvent[],
  unchanged: readonly TraceEvent[],
  noise: Noise,
): string[] {
  const changed = seenIn(inPlaceOf(of.name, scenario.name, events))
  const namespaces = namespacesOf(events).union(namespacesOf(unchanged))
  return [...seenIn(unchanged)].flatMap(([key, before]) => {
    const now = changed.get(key)
    if (before.scenario !== of.name || !now || (before.unknown ?? now.unknown) !== undefined) return []
    return changedPlaces(before, now, noise, namespaces).map(
      ({ path }) => `${inWords(before)}: ${placeOf(path)}`,
    )
  })
}

const inWords = ({ of, run }: Seen) => (run === undefined ? of : `${of} (${run})`)

/** The events of one scenario under the name of another, with those that belong to none. */
const inPlaceOf = (name: string, scenario: string, events: readonly TraceEvent[]): TraceEvent[] =>
  events
    .filter((event) => !('scenario' in event) || event.scenario === scenario)
    .map((event) => ('scenario' in event ? { ...event, scenario: name } : event))
