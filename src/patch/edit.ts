import type { TextSpan } from '../text/passage.ts'

/** What is to stand in place of a stretch of a text; of an empty stretch, what is put in there. */
export interface Edit extends TextSpan {
  text: string
}

const inOrder = (a: Edit, b: Edit) => a.from - b.from || a.to - b.to

/** A text with something else in place of some of its stretches, of which none overlaps another. */
export function withEdits(text: string, edits: readonly Edit[]): string {
  let done = 0
  let changed = ''
  for (const { from, to, text: by } of edits.toSorted(inOrder)) {
    changed += text.slice(done, from) + by
    done = to
  }
  return changed + text.slice(done)
}

const lengthOf = ({ from, to }: Edit) => to - from
const isSame = (one: Edit, other: Edit) =>
  one.from === other.from && one.to === other.to && one.text === other.text

/** Edits, each once, without those that lie in a stretch that a longer one replaces. */
export const apart = (edits: readonly Edit[]): Edit[] =>
  edits.filter((edit, index) =>
    edits.every((other, at) => {
      if (other === edit) return edits.indexOf(edit) === index
      if (isSame(edit, other)) return index < at
      const isOutside = edit.to <= other.from || edit.from >= other.to
      return (
        isOutside || lengthOf(other) < lengthOf(edit) || (lengthOf(other) === lengthOf(edit) && index < at)
      )
    }),
  )

/** The smallest edit that makes the one text of the other; none where they are the same. */
export function smallest({ from, text }: { from: number; text: string }, by: string): Edit[] {
  if (text === by) return []
  let start = 0
  while (start < Math.min(text.length, by.length) && text[start] === by[start]) start += 1
  let end = 0
  const most = Math.min(text.length, by.length) - start
  while (end < most && text.at(-1 - end) === by.at(-1 - end)) end += 1
  return [{ from: from + start, to: from + text.length - end, text: by.slice(start, by.length - end) }]
}
