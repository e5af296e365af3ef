import type { Report } from '../report/report.ts'
import type { TraceEvent } from '../trace/event.ts'
import { recordedEvents } from './recorded-events.ts'
import { recordedReport } from './recorded-report.ts'
import { tinyLab } from './tiny-lab.ts'

/** A run that never was: kubectl never says that the Job `sleepy` of the scenario `single` has its one completion. */
export const failedEvents: readonly TraceEvent[] = recordedEvents.map((event) =>
  event.type === 'output' && event.scenario === 'single'
    ? { ...event, text: event.text.replaceAll('1/1', '0/1') }
    : event,
)

/** What it would have found: `job/completes` fails in the first of its three conjuncts. */
export const failedReport = (): Promise<Report> => recordedReport(tinyLab, failedEvents)
