import type { TraceHeader } from '../trace/event.ts'
import { frameOf } from '../trace/frame.ts'
import { Trace } from '../trace/trace.ts'
import { usualLab } from './lab-names.ts'

/** The name of the lab that a trace is of; undefined where it is of a text. */
export const labOfHeader = ({ lab, session }: TraceHeader): string | undefined =>
  session === undefined ? (lab ?? usualLab) : undefined

/**
 * Reads of a trace file of which lab it is, and nothing after that.
 * @returns undefined where it is of a text
 * @throws UsageError when the file is no trace, CannotJudge when it has no header
 */
export async function labOfTrace(path: string): Promise<string | undefined> {
  const events = await Array.fromAsync(new Trace(path, ({ type }) => type === 'header'))
  return labOfHeader(frameOf(events, path).header)
}
