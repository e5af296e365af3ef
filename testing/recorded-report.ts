import { cleaned, type Cleaned } from '../src/cleaned.ts'
import { claimsOf, type Lab } from '../src/lab/lab.ts'
import { reportOf, type Report } from '../src/report/report.ts'
import type { TraceEvent } from '../src/trace/event.ts'
import { frameOf } from '../src/trace/frame.ts'
import { judgeAllOn } from './traces.ts'

/**
 * What a run of a lab that left these events would have found.
 * @throws CannotJudge when they have no header
 */
export async function recordedReport(lab: Lab, events: readonly TraceEvent[]): Promise<Cleaned<Report>> {
  const frame = frameOf(events, 'trace.ndjson')
  const judged = await judgeAllOn(claimsOf(lab), events)
  return cleaned(reportOf(lab, judged, frame, frame.header.at, { lab: 295, total: 315.2 }))
}
