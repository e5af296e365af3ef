import { judge } from '../judge/judge.ts'
import { claimsOf, type Lab } from '../lab/lab.ts'
import { reportOf, type Report } from '../report/report.ts'
import type { TraceEvent } from '../trace/event.ts'
import { recordedEvents } from './recorded-events.ts'

/**
 * What a run of a lab would have found that left these events: by default one that was recorded.
 * @throws TypeError when they have no header
 */
export async function recordedReport(
  lab: Lab,
  events: readonly TraceEvent[] = recordedEvents,
): Promise<Report> {
  const header = events.find((event) => event.type === 'header')
  if (!header) throw new TypeError('expected a header among the events, found none')
  async function* replayed() {
    yield* events
  }
  const judged = await Promise.all(claimsOf(lab).map((claim) => judge(claim, replayed())))
  return reportOf(lab, judged, header, header.at, { lab: 295, total: 315.2 })
}
