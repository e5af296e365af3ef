import { claimsOf, type Lab } from '../lab/lab.ts'
import { reportOf, type Report } from '../report/report.ts'
import type { TraceEvent } from '../trace/event.ts'
import { judgeOn } from './traces.ts'

/**
 * What a run of a lab that left these events would have found.
 * @throws TypeError when they have no header
 */
export async function recordedReport(lab: Lab, events: readonly TraceEvent[]): Promise<Report> {
  const header = events.find((event) => event.type === 'header')
  if (!header) throw new TypeError('expected a header among the events, found none')
  const judged = await Promise.all(claimsOf(lab).map((claim) => judgeOn(claim, events)))
  return reportOf(lab, judged, header, header.at, { lab: 295, total: 315.2 })
}
