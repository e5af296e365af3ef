import { isUtf8 } from 'node:buffer'
import { traceEvent, type TraceEvent } from './event.ts'
import { Flaw } from './flaw.ts'

/** What a run writes is nested 12 deep. */
const deepest = 100

const byteOrderMark = '\uFEFF'

/**
 * Reads a line of a trace file.
 * @param upgrade makes a line of an older format into one of today's, as `upgraded` does
 * @throws Flaw when the line is no trace event
 */
export function readEvent(line: Buffer, upgrade: (raw: unknown) => unknown): TraceEvent {
  if (!isUtf8(line)) throw new Flaw('expected UTF-8, found other bytes', 'Save the file as UTF-8')
  const text = line.toString()
  try {
    const raw: unknown = JSON.parse(text)
    if (isDeeper(raw, deepest)) throw new Error(`nested deeper than ${deepest}`)
    const { data, error } = traceEvent.safeParse(upgrade(raw))
    if (data) return data
    const [issue] = error.issues
    throw new Error(`${issue?.path.join('.')}: ${issue?.message}`)
  } catch (cause) {
    if (text.startsWith(byteOrderMark))
      throw new Flaw('expected UTF-8, found a byte order mark', 'Save the file as UTF-8 without one')
    if (text.includes('\0')) throw new Flaw('expected UTF-8, found UTF-16 or worse', 'Save the file as UTF-8')
    if (text.trimEnd().includes('\r'))
      throw new Flaw('expected lines that end with LF, found CR alone', 'Save the file with LF')
    throw new Flaw(
      `expected a trace event, found ${text.slice(0, 60)} (${(cause as Error).message})`,
      undefined,
      { cause },
    )
  }
}

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((one) => isDeeper(one, levels - 1)))
