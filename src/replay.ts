import { resolve } from 'node:path'
import { catalogue } from './catalogue.ts'
import { CannotJudge } from './errors.ts'
import { assertComplete, judgeLab } from './judge/judge-lab.ts'
import { exitCodeOf } from './judge/verdict.ts'
import { reportOf } from './report/report.ts'
import { TerminalReport } from './report/terminal.ts'
import { writeReports } from './report/write-reports.ts'
import type { TraceHeader } from './trace/event.ts'
import { Trace } from './trace/trace.ts'
import { unlessAborted } from './unless-aborted.ts'

/**
 * The header of a trace file, every line of which is checked.
 * @throws UsageError when the file is no trace, CannotJudge when it has no header
 */
export async function readHeader(path: string): Promise<TraceHeader> {
  const events = await Array.fromAsync(new Trace(path))
  const header = events.find((event) => event.type === 'header')
  if (header) return header
  throw new CannotJudge(
    `${path}: expected a header with the versions, found none: the cluster never answered`,
  )
}

/**
 * Judges every claim on an archived trace.
 * @param folder where to write the reports; none are written without it
 * @returns the exit code, as `verify` does
 * @throws UsageError when the file is no trace
 */
export async function replay(file: string, signal: AbortSignal, folder?: string): Promise<0 | 1 | 2> {
  const path = resolve(file)
  const header = await unlessAborted(readHeader(path), signal)
  const terminal = new TerminalReport()
  const judged = await judgeLab(path, (claim) => terminal.settled(claim), signal)
  const report = reportOf(judged, header, header.at, {})
  if (folder !== undefined) await writeReports(report, path, folder)
  terminal.end(report, folder)
  assertComplete(judged, (await catalogue()).length)
  return exitCodeOf(judged.map(({ judgement }) => judgement.verdict))
}
