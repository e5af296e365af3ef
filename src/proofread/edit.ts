import type { TextSpan } from '../text/passage.ts'
import type { Printed } from './printed.ts'
import { pathKey } from './path-key.ts'

/** What is to stand in place of a stretch of a text. */
export interface Edit extends TextSpan {
  text: string
}

/** A text with something else in place of some of its stretches. Of edits that overlap the first is made. */
export function withEdits(text: string, edits: readonly Edit[]): string {
  const made: Edit[] = []
  for (const edit of edits)
    if (
      made.every((other) => edit.to <= other.from || edit.from >= other.to) &&
      !made.some((other) => isSamePlace(edit, other))
    )
      made.push(edit)
  return made
    .toSorted((a, b) => b.from - a.from || b.to - a.to)
    .reduce((changed, { from, to, text: by }) => changed.slice(0, from) + by + changed.slice(to), text)
}

const isSamePlace = (one: Edit, other: Edit) => one.from === other.from && one.to === other.to

/** What was printed somewhere, and the text in which it stands. */
export interface Target {
  source: string
  printed: Printed
}

/** What stands before a line: the indentation of a list, or the mark of a quotation. */
export function beforeLine(source: string, at: number): string {
  const start = source.lastIndexOf('\n', at - 1) + 1
  return source.slice(start, at).match(/^[\s>]*/)?.[0] ?? ''
}

/** Takes a stretch away, with its line where it has one of its own. */
export function removal(source: string, span: TextSpan, isLined: boolean): Edit {
  const start = source.lastIndexOf('\n', span.from - 1) + 1
  const end = source.indexOf('\n', span.to)
  const isOwn =
    isLined &&
    /^[\s>]*$/.test(source.slice(start, span.from)) &&
    /^[ \t\r,]*$/.test(source.slice(span.to, end === -1 ? undefined : end))
  if (isOwn) return { from: start, to: end === -1 ? source.length : end + 1, text: '' }
  const space = source.slice(span.to).match(/^ +/)?.[0].length ?? 0
  return { from: span.from, to: span.to + space, text: '' }
}

/** Where a part of what was printed stands, by its path. */
export const spanAt = ({ spans }: Printed, path: readonly string[]) => spans.get(pathKey(path))
