import { cleaned } from '../src/cleaned.ts'
import type { TraceEvent } from '../src/trace/event.ts'
import { recordedReport } from './recorded-report.ts'
import { tinyLab } from './tiny-lab.ts'
import { recordedEvents } from './traces.ts'

/** The events that were recorded, and what the tiny lab finds in them. */
const events = await recordedEvents('v1.37.2')
export const tiny = { report: await recordedReport(tinyLab, events), events: cleaned(events) }

/** The same where kubectl never says that a Job has its one completion: `job/completes` fails in its first conjunct. */
const changed = events.map((event): TraceEvent =>
  event.type === 'output' && event.scenario === 'single'
    ? { ...event, text: event.text.replaceAll('1/1', '0/1') }
    : event,
)
export const failed = { report: await recordedReport(tinyLab, changed), events: cleaned(changed) }
