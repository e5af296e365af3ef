import { resolve } from 'node:path'
import { judgeAllRecorded } from '../judge/judge.ts'
import { claimsOf, type Lab } from '../lab/lab.ts'
import { ownEvents } from '../lab/own-events.ts'
import { makeFolder } from '../make-folder.ts'
import { printedPlaces } from '../printed/printed-places.ts'
import { exitCodeOfReport } from '../report/exit-code-of-report.ts'
import { reportOf } from '../report/report.ts'
import { TerminalReport } from '../report/terminal.ts'
import { writeReports } from '../report/write-reports.ts'
import { frameOf } from '../trace/frame.ts'
import { unlessAborted } from '../unless-aborted.ts'
import { compareWithRecorded } from './compare-with-recorded.ts'

interface ReplayOptions {
  /** The folder to write the reports to; none are written without it. */
  reports?: string | undefined
  /** Let nothing but claims decide on a version that is not recorded. */
  claimsOnly?: boolean
}

/**
 * Judges every claim of a lab on an archived trace.
 * @returns the exit code, as `verify` does
 * @throws UsageError when the file is no trace of the lab, CannotJudge when it has no header
 */
export async function replay(
  lab: Lab,
  file: string,
  signal: AbortSignal,
  { reports: folder, claimsOnly = false }: ReplayOptions = {},
): Promise<0 | 1 | 2> {
  const path = resolve(file)
  if (folder !== undefined) await makeFolder(folder)
  const events = await unlessAborted(ownEvents(lab, path), signal)
  const frame = frameOf(events, path)
  const terminal = new TerminalReport(lab)
  const judged = judgeAllRecorded(claimsOf(lab), events)
  for (const judgement of judged) terminal.settled(judgement)
  const report = reportOf(
    lab,
    judged,
    frame,
    frame.header.at,
    {},
    {
      compared: await unlessAborted(compareWithRecorded(lab, path, events, judged), signal),
      printed: printedPlaces(events),
      claimsOnly,
    },
  )
  if (folder !== undefined) await writeReports(report, events, folder)
  terminal.end(report, folder)
  return exitCodeOfReport(report)
}
