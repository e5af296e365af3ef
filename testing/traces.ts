import { judgeAllRecorded, judgeRecorded, type Judgement } from '../src/judge/judge.ts'
import type { Claim } from '../src/lab/claim.ts'
import type { Lab } from '../src/lab/lab.ts'
import type { TraceEvent } from '../src/trace/event.ts'
import { oldestAndNewest, recordedTraces, tracePath } from '../src/lab/recorded-traces.ts'
import { Trace } from '../src/trace/trace.ts'
import { isAtLength } from './at-length.ts'
import { tinyLab } from './tiny-lab.ts'

/** The versions of which tests have a recorded run. */
export const recordedVersions = recordedTraces(tinyLab).map(({ name }) => name)

/** Those of which each run is tried in the same way: in short the oldest and the newest. */
export const triedVersions = (isAtLength ? recordedTraces : oldestAndNewest)(tinyLab).map(({ name }) => name)

const read = new Map<string, Promise<readonly TraceEvent[]>>()

/** The events of the recorded run of a version, read once for all tests of a process: nobody may change them. */
export async function recordedEvents(version: string, lab: Lab = tinyLab): Promise<TraceEvent[]> {
  const path = tracePath(lab, version)
  const events = read.get(path) ?? Array.fromAsync(new Trace(path))
  read.set(path, events)
  return [...(await events)]
}

/** Judges some claims on events that are all there. @returns the judgements, in their order */
export const judgeAllOn = async (
  claims: readonly Claim[],
  events: readonly TraceEvent[],
): Promise<Judgement[]> => judgeAllRecorded(claims, events)

/** Judges a claim on events that are all there. */
export const judgeOn = async (claim: Claim, events: readonly TraceEvent[]): Promise<Judgement> =>
  judgeRecorded(claim, events)
