import { judgeRecorded, type Judgement } from '../judge/judge.ts'
import type { TraceEvent } from '../trace/event.ts'
import type { KnownRun } from './cluster.ts'
import { comparePrinted, type PrintedDifference } from './compare-printed.ts'
import { withEdits } from './edit.ts'
import { editsTo } from './edits.ts'
import type { KnownLine } from './known-line.ts'
import type { Match } from './match.ts'
import { cutShort } from './omission.ts'

/** What would become of claims if a run had shown something else. */
export type Otherwise = (id: string) => Judgement | undefined

/**
 * A run in which the cluster has printed, at one place, what a text prints there; undefined where that can't be put in.
 * @param difference of the text and the run
 */
export function asTheTextHasIt(
  cluster: KnownRun,
  { line, printed }: Match,
  difference: PrintedDifference,
): Otherwise | undefined {
  if (
    difference.values.some(
      (value) => value !== undefined && value.split(/\s{2,}/).some((cell) => cutShort(cell) !== undefined),
    )
  )
    return undefined
  const shown = cluster.shown(line.printed)
  const back = comparePrinted(shown, printed).find(
    ({ path, values }) =>
      path.slice(0, difference.isLine ? -1 : undefined).join('\n') ===
        difference.path.slice(0, difference.isLine ? -1 : undefined).join('\n') &&
      values[0] === difference.values[1] &&
      values[1] === difference.values[0],
  )
  if (!back || line.input !== undefined || line.command.inputs.length > 0) return undefined
  const text = withEdits(line.printed, editsTo({ source: line.printed, printed: shown }, printed, [back]))
  return text === line.printed ? undefined : judging(cluster, withOutput(cluster.events, line, text))
}

/** A run in which objects have another name. */
export function underAnotherName(cluster: KnownRun, name: string, other: string): Otherwise {
  const events = cluster.events.map((event) =>
    event.type === 'object'
      ? (JSON.parse(JSON.stringify(event).replaceAll(name, other)) as TraceEvent)
      : event,
  )
  return judging(cluster, events)
}

const judging =
  ({ claims }: KnownRun, events: readonly TraceEvent[]): Otherwise =>
  (id) => {
    const claim = claims.find((one) => one.id === id)
    return claim && judgeRecorded(claim, events)
  }

/** What a command has printed is another text: all of it comes at once, and nobody counted its bytes. */
function withOutput(events: readonly TraceEvent[], { command, part }: KnownLine, text: string): TraceEvent[] {
  let isFirst = true
  return events.map((event) => {
    if (event.type === 'exited' && event.command === command.number) {
      const { bytes: _, ...exited } = event
      return exited
    }
    if (event.type !== 'output' || event.command !== command.number || event.stream !== part) return event
    const output = { ...event, text: isFirst ? text : '' }
    isFirst = false
    return output
  })
}
