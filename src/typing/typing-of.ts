import { createHash } from 'node:crypto'
import type { Session, TypedLine } from '../session/session.ts'
import { CannotJudge } from '../errors.ts'
import type { TraceEvent } from '../trace/event.ts'
import { learnNames } from './names.ts'
import type { LineAnswer, LineTyped, RowSeen, Typing } from './typing.ts'

/** The scenario that a text is in its trace. */
export const scenarioOfText = 'text'

/** How a trace names the times a line is typed: the number of the line, and which time it is, from 1. */
export const runOfLine = (line: number, time?: number) =>
  time === undefined ? `line-${line}` : `line-${line}-${time}`

/** What of a session is typed, as a digest: its lines and its files. Two texts that print otherwise have the same. */
export function digestOf({ parts }: Session): string {
  const typed = parts.map((part): unknown => {
    if (part.type === 'typed') return [part.line, part.into]
    if (part.type === 'file') return [part.name, part.content.text, part.isPart]
    return part.type === 'prose' ? part.wait : undefined
  })
  return createHash('sha256')
    .update(JSON.stringify(typed.filter((part) => part !== undefined)))
    .digest('hex')
    .slice(0, 16)
}

/** What a text prints below a typed line, as one text. */
export const printedBy = ({ printed }: Pick<TypedLine, 'printed'>): string =>
  printed
    .map(({ passage, mark }) =>
      passage.text
        .split('\n')
        .map((line) => (line.startsWith(mark) ? line.slice(mark.length) : line))
        .join('\n'),
    )
    .join('\n')

/**
 * Reads what a session's typing has left in a trace.
 * @throws CannotJudge when the trace has no header
 */
export function typingOf(events: readonly TraceEvent[], session: Session): Typing {
  const header = events.find((event) => event.type === 'header')
  if (!header)
    throw new CannotJudge('expected the trace of a typing, found none: type the text again with --again.')
  const lines = linesIn(events)
  const names = new Map<string, string>()
  for (const part of session.parts) {
    const typed = part.type === 'typed' ? lines.get(part.number) : undefined
    if (part.type !== 'typed' || !typed) continue
    learnTyped(part.line, typed.line, names)
    for (const { printed } of typed.answers.toReversed()) learnNames(printedBy(part), printed, names)
  }
  return {
    server: header.server,
    kubectl: header.kubectl,
    lines,
    rows: events.flatMap((event) => (event.type === 'row' ? [asRow(event)] : [])),
    names,
    filesMissing: new Map(
      events.flatMap((event) =>
        event.type === 'file' && event.from !== undefined ? [[event.name, event.from] as const] : [],
      ),
    ),
  }
}

function asRow({
  resource,
  namespace,
  name,
  change,
  at,
  cells,
  object,
}: Extract<TraceEvent, { type: 'row' }>): RowSeen {
  return { resource, namespace, name, change, at, cells, object }
}

function linesIn(events: readonly TraceEvent[]): Map<number, LineTyped> {
  const lines = new Map<number, LineTyped & { answers: LineAnswer[] }>()
  const open = new Map<number, { number: number; from: number; printed: string }>()
  const at = (run: string | undefined, line: string) => {
    const number = Number(/^line-(\d+)/.exec(run ?? '')?.[1])
    const known = lines.get(number) ?? { line, answers: [] }
    lines.set(number, { ...known, line })
    return number
  }
  const blocks = (number: number, blocked: string | undefined) => {
    const known = lines.get(number)
    if (known && blocked !== undefined) lines.set(number, { ...known, blocked })
  }
  for (const event of events) {
    if (event.type === 'typed')
      open.set(event.command, { number: at(event.run, event.line), from: event.at, printed: '' })
    else if (event.type === 'left out') blocks(at(event.run, event.line), event.reason)
    else if (event.type === 'output') {
      const one = open.get(event.command)
      if (one) one.printed += event.text
    } else if (event.type === 'exited') {
      const { number, from, printed } = open.get(event.command) ?? { number: 0, from: 0, printed: '' }
      lines.get(number)?.answers.push({ from, to: event.at, printed, code: event.code ?? undefined })
      blocks(number, event.reason)
    }
  }
  return lines
}

/** Names by what was typed in place of a line: its words are the same ones but for them. */
function learnTyped(line: string, typed: string, names: Map<string, string>): void {
  const [own, came] = [line, typed].map((text) => text.split(/[\s"'=,/]+/))
  if (own?.length !== came?.length) return
  for (const [index, word] of (own ?? []).entries()) {
    const other = came?.[index]
    if (other !== undefined && other !== word) names.set(word, other)
  }
}
