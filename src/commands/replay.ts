import { resolve } from 'node:path'
import { judgeLab } from '../judge/judge-lab.ts'
import { exitCodeOf } from '../judge/verdict.ts'
import type { Lab } from '../lab/lab.ts'
import { reportOf } from '../report/report.ts'
import { TerminalReport } from '../report/terminal.ts'
import { writeReports } from '../report/write-reports.ts'
import { readHeader } from '../trace/read-header.ts'
import { unlessAborted } from '../unless-aborted.ts'

/**
 * Judges every claim of a lab on an archived trace.
 * @param folder where to write the reports; none are written without it
 * @returns the exit code, as `verify` does
 * @throws UsageError when the file is no trace
 */
export async function replay(
  lab: Lab,
  file: string,
  signal: AbortSignal,
  folder?: string,
): Promise<0 | 1 | 2> {
  const path = resolve(file)
  const header = await unlessAborted(readHeader(path), signal)
  const terminal = new TerminalReport(lab)
  const judged = await judgeLab(lab, path, (judgement) => terminal.settled(judgement), signal)
  const report = reportOf(lab, judged, header, header.at, {})
  if (folder !== undefined) await writeReports(report, path, folder)
  terminal.end(report, folder)
  return exitCodeOf(judged.map(({ verdict }) => verdict))
}
