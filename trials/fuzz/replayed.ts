import { PassThrough } from 'node:stream'
import { cleaned } from '../../src/cleaned.ts'
import { judgeAllRecorded, type Judgement } from '../../src/judge/judge.ts'
import { claimsOf, type Lab } from '../../src/lab/lab.ts'
import { annotationsOf } from '../../src/report/annotations.ts'
import { jobSummaryOf } from '../../src/report/job-summary.ts'
import { reportOf } from '../../src/report/report.ts'
import { TerminalReport } from '../../src/report/terminal.ts'
import { writeReports } from '../../src/report/write-reports.ts'
import type { TraceEvent } from '../../src/trace/event.ts'
import { frameOf } from '../../src/trace/frame.ts'
import { Trace } from '../../src/trace/trace.ts'

/** What came of a trace file. */
interface Replayed {
  judged: Judgement[]
  events: TraceEvent[]
  /** What the terminal shows, the annotations and the summary for GitHub. */
  said: string
}

/**
 * Reads a trace file, judges the claims of a lab on it and writes the reports, as `npm run replay` does.
 * @param folder where to write the reports; none are written without it
 * @throws UsageError when the file is no trace, and whatever else the same code throws there
 */
export async function replayed(lab: Lab, path: string, folder?: string): Promise<Replayed> {
  const events = await Array.fromAsync(new Trace(path))
  const frame = frameOf(events, path)
  const judged = judgeAllRecorded(claimsOf(lab), events)
  const report = reportOf(lab, judged, frame, frame.header.at, {})
  if (folder !== undefined) await writeReports(report, events, folder)
  const stream = Object.assign(new PassThrough(), { isTTY: false, columns: 0 })
  const terminal = new TerminalReport(lab, stream as unknown as NodeJS.WriteStream)
  for (const judgement of judged) terminal.settled(judgement)
  terminal.end(report, folder)
  stream.end()
  const shown = await Array.fromAsync(stream, String)
  const clean = cleaned(report)
  return {
    judged,
    events,
    said: [...shown, ...annotationsOf(clean), jobSummaryOf(clean)].join('\n'),
  }
}
