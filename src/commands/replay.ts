import { resolve } from 'node:path'
import { judgeAllRecorded } from '../judge/judge.ts'
import { exitCodeOf } from '../judge/verdict.ts'
import { claimsOf, type Lab } from '../lab/lab.ts'
import { makeFolder } from '../make-folder.ts'
import { reportOf } from '../report/report.ts'
import { TerminalReport } from '../report/terminal.ts'
import { writeReports } from '../report/write-reports.ts'
import { frameOf } from '../trace/frame.ts'
import { Trace } from '../trace/trace.ts'
import { unlessAborted } from '../unless-aborted.ts'
import { compareWithNearest } from './compare-with-nearest.ts'

/**
 * Judges every claim of a lab on an archived trace.
 * @param folder where to write the reports; none are written without it
 * @returns the exit code, as `verify` does
 * @throws UsageError when the file is no trace, CannotJudge when it has no header
 */
export async function replay(
  lab: Lab,
  file: string,
  signal: AbortSignal,
  folder?: string,
): Promise<0 | 1 | 2> {
  const path = resolve(file)
  const events = await unlessAborted(Array.fromAsync(new Trace(path)), signal)
  const frame = frameOf(events, path)
  if (folder !== undefined) await makeFolder(folder)
  const terminal = new TerminalReport(lab)
  const judged = judgeAllRecorded(claimsOf(lab), events)
  for (const judgement of judged) terminal.settled(judgement)
  const comparison = await unlessAborted(compareWithNearest(lab, path, events, judged), signal)
  const report = reportOf(lab, judged, frame, frame.header.at, {}, comparison)
  if (folder !== undefined) await writeReports(report, events, folder)
  terminal.end(report, folder)
  return exitCodeOf(
    judged.map(({ verdict }) => verdict),
    frame.end,
  )
}
