import { join } from 'node:path'
import { judge, type Judgement } from '../judge/judge.ts'
import type { Claim } from '../lab/claim.ts'
import type { TraceEvent } from '../trace/event.ts'
import { Trace } from '../trace/trace.ts'

/** The versions of which a run is recorded in `traces/`. */
export const recordedVersions = ['v1.33.13', 'v1.37.2'] as const

/** Path of the recorded run of a version. */
export const tracePath = (version: (typeof recordedVersions)[number]) =>
  join(import.meta.dirname, '../../traces', `${version}.ndjson.gz`)

/** The events of the recorded run of a version. */
export const recordedEvents = (version: (typeof recordedVersions)[number]): Promise<TraceEvent[]> =>
  Array.fromAsync(new Trace(tracePath(version)))

/** Judges a claim on events that are all there. */
export async function judgeOn(claim: Claim, events: readonly TraceEvent[]): Promise<Judgement> {
  async function* replayed() {
    yield* events
  }
  return await judge(claim, replayed())
}
