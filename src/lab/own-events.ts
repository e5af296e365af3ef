import { UsageError } from '../errors.ts'
import { oneLine } from '../one-line.ts'
import type { TraceEvent } from '../trace/event.ts'
import { frameOf } from '../trace/frame.ts'
import { Trace } from '../trace/trace.ts'
import { labOfHeader } from './lab-of-trace.ts'
import type { Lab } from './lab.ts'

/**
 * The events of a run of a lab.
 * @param path of its trace
 * @throws UsageError when the file is no trace, or of another lab; CannotJudge when it has no header
 */
export async function ownEvents(lab: Pick<Lab, 'name'>, path: string): Promise<TraceEvent[]> {
  const events = await Array.fromAsync(new Trace(path))
  requireOwn(lab, labOfHeader(frameOf(events, path).header), path)
  return events
}

/**
 * @param found the name of the lab that a trace is of; undefined where it is of a text
 * @throws UsageError where it is another lab
 */
export function requireOwn(lab: Pick<Lab, 'name'>, found: string | undefined, path: string): void {
  if (found === lab.name) return
  const [what, remedy] =
    found === undefined
      ? ['one of a text that was typed', 'Name another']
      : [`one of the lab ${found}`, `Say --lab ${found}, or name another`]
  throw new UsageError(`${oneLine(path)}: expected a trace of the lab ${lab.name}, found ${what}. ${remedy}.`)
}
