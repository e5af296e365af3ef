import type { PrintedBox, Session, SessionPart, TypedLine } from '../src/session/session.ts'
import { Passage } from '../src/text/passage.ts'
import type { LineAnswer, RowSeen, Typing } from '../src/typing/typing.ts'

/** A line of a text, and what it prints below it. */
export interface WrittenLine {
  typed: string
  printed?: string
  /** Before each printed line. */
  mark?: string
  into?: 'shell' | number
}

/** A session of lines that are typed at a prompt, with other parts between them. */
export function typedSession(all: readonly (WrittenLine | SessionPart)[]): Session {
  const parts: SessionPart[] = []
  let text = ''
  let number = 0
  for (const one of all) {
    if ('type' in one) {
      parts.push(one)
      continue
    }
    const { typed, printed, mark = '', into = 'shell' } = one
    text += '$ '
    const at = text.length
    text += `${typed}\n`
    const boxes: PrintedBox[] =
      printed === undefined ? [] : [{ passage: Passage.at(printed, text.length), mark }]
    if (printed !== undefined) text += `${printed}\n`
    number += 1
    const line: TypedLine = {
      type: 'typed',
      number,
      prompt: '$ ',
      typed: Passage.at(typed, at),
      line: typed,
      into,
      printed: boxes,
    }
    parts.push(line)
  }
  return { text: { form: 'plain text', text, blocks: [] }, parts }
}

/** What came back from lines, by their numbers: of each one answer or several, or the reason why it was not tried. */
export function typingOfAnswers(
  answers: Readonly<Record<number, string | readonly string[] | { blocked: string }>>,
  more: Partial<Typing> = {},
): Typing {
  const lines = Object.entries(answers).map(([number, given]) => {
    const isBlocked = typeof given === 'object' && 'blocked' in given
    const all = typeof given === 'string' ? [given] : isBlocked ? [] : given
    const asAnswer = (printed: string, index: number): LineAnswer => ({
      from: index * 1000,
      to: index * 1000 + 100,
      printed,
      code: 0,
    })
    return [Number(number), { line: '', answers: all.map(asAnswer), ...(isBlocked && given) }] as const
  })
  return {
    server: 'v1.37.2',
    kubectl: 'v1.37.2',
    lines: new Map(lines),
    rows: [],
    names: new Map(),
    filesMissing: new Map(),
    ...more,
  }
}

/** A row of a table of the server's. */
export const rowSeen = (resource: string, cells: Record<string, string>, at = 0): RowSeen => ({
  resource,
  namespace: 'default',
  name: cells['NAME'] ?? '',
  change: 'modified',
  at,
  cells,
  object: {},
})
