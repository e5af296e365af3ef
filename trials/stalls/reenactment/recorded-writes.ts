import { isDeepStrictEqual } from 'node:util'
import type { Of } from './of.ts'
import type { TraceEvent } from '../../../src/trace/event.ts'
import { isA } from '../../../src/trace/kinds.ts'

/** A change of an object, as it was recorded. */
export interface Write {
  event: Of<'object'>
  revision: number
  /** When the API server wrote it: not later than it, or anything that was written after it, was told. */
  at: number
  /** By how much the watch was behind, in milliseconds. */
  lag: number
  /** The object as text. */
  text: string
  /** The times that it names, in whole seconds as they stand there, and when each was as far as one can tell. */
  times: readonly { time: string; second: number; moment: number }[]
  /** Whether a kubelet wrote it: a pod that it has started is in another state. Who deletes a pod leaves its state alone. */
  isOfKubelet: boolean
}

/** The changes of objects in a trace. */
export function recordedWrites(events: readonly TraceEvent[]): Write[] {
  const writtenAt = timesOfRevisions(events)
  const named = new Map<string, Map<string, number>>()
  const states = new Map<string, unknown>()
  return events.flatMap((event): Write[] => {
    if (event.type !== 'object') return []
    const { uid, resourceVersion } = event.object.metadata
    const revision = Number(resourceVersion)
    const at = writtenAt(revision, event.at)
    const text = JSON.stringify(event.object)
    const known = named.get(uid) ?? new Map<string, number>()
    named.set(uid, known)
    const times = [...new Set([...(text.match(wholeSeconds) ?? []), event.written ?? []].flat())].map(
      (time) => {
        const second = Date.parse(time)
        const moment = known.get(time) ?? momentOf(second, at)
        known.set(time, moment)
        return { time, second, moment }
      },
    )
    const { object } = event
    const { status } = object
    const hasStarted = isA('Pod', object) && object.status.startTime !== undefined
    const isOfKubelet = hasStarted && !isDeepStrictEqual(states.get(uid), status)
    states.set(uid, status)
    return [{ event, revision, at, lag: event.at - at, text, times, isOfKubelet }]
  })
}

const wholeSeconds = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g

/** When something was that is dated in whole seconds, and first seen in what was written at a moment. */
const momentOf = (second: number, written: number) =>
  Math.floor(written / 1000) * 1000 === second ? written : second + 500

/** All that is known of a revision was written before anything of a later one was told. */
export function timesOfRevisions(events: readonly TraceEvent[]): (revision: number, told: number) => number {
  const times = new Map<number, number>()
  for (const event of events) {
    const revision =
      event.type === 'object'
        ? event.object.metadata.resourceVersion
        : 'revision' in event
          ? event.revision
          : undefined
    if (revision !== undefined && !times.has(Number(revision))) times.set(Number(revision), event.at)
  }
  let earliest = Infinity
  for (const [revision, at] of [...times].toSorted(([a], [b]) => b - a)) {
    earliest = Math.min(earliest, at)
    times.set(revision, earliest)
  }
  return (revision, told) => times.get(revision) ?? told
}
