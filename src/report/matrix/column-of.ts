import type { Side } from '../../compare/owner.ts'
import { seenIn } from '../../compare/seen.ts'
import { behaviourOn } from '../../judge/behaviour.ts'
import { judgeAllRecorded } from '../../judge/judge.ts'
import { claimsOf, type Lab } from '../../lab/lab.ts'
import type { TraceEvent } from '../../trace/event.ts'
import { frameOf } from '../../trace/frame.ts'
import { runName } from '../../trace/run-name.ts'
import { reportOf, type Besides } from '../report.ts'
import type { RunColumn } from './matrix.ts'

/** A recorded run: how it behaves in each claim, and what a student saw. */
export type RecordedColumn = RunColumn & Side

/**
 * Judges a recorded run, and finds out how it behaves in each claim.
 * @param name what was asked for
 * @param events of the run, all of them
 * @param besides what other witnesses than claims say
 * @throws CannotJudge when the trace has no header
 */
export function columnOf(
  lab: Lab,
  name: string,
  events: readonly TraceEvent[],
  besides: Besides = {},
): RecordedColumn {
  const frame = frameOf(events, name)
  const claims = claimsOf(lab)
  const judged = judgeAllRecorded(claims, events)
  return {
    name,
    folder: runName(frame.header),
    report: reportOf(lab, judged, frame, frame.header.at, {}, besides),
    judged,
    seen: seenIn(events),
    behaviours: new Map(
      claims.flatMap((claim, index) => {
        const judgement = judged[index]
        return judgement ? [[claim.id, behaviourOn(claim, judgement, events)]] : []
      }),
    ),
  }
}
