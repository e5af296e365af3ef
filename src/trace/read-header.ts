import { CannotJudge } from '../errors.ts'
import type { TraceHeader } from './event.ts'
import { Trace } from './trace.ts'

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
