import { CannotJudge } from '../errors.ts'
import type { TraceEnd, TraceEvent, TraceHeader } from './event.ts'

/** How a recording ended: by its end record, or cut off where it has none. */
export interface Ending extends Pick<TraceEnd, 'reason'> {
  outcome: TraceEnd['outcome'] | 'cut off'
}

/** What stands at both ends of a trace. */
export interface Frame {
  header: TraceHeader
  end: Ending
}

/**
 * Reads both ends of a trace.
 * @param path of its file, for the error
 * @throws CannotJudge when it has no header
 */
export function frameOf(events: readonly TraceEvent[], path: string): Frame {
  const last = events.at(-1)
  const { outcome, reason }: Ending = last?.type === 'end' ? last : { outcome: 'cut off' }
  const header = events.find((event) => event.type === 'header')
  if (!header)
    throw new CannotJudge(
      `${path}: expected a header with the versions, found none: the run ended before the cluster answered` +
        (reason === undefined ? '' : ` (${reason})`) +
        '. Record the trace again.',
    )
  return { header, end: { outcome, ...(reason !== undefined && { reason }) } }
}
