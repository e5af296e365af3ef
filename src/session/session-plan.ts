import { lineNumbersOf } from '../text/line-numbers.ts'
import type { Passage } from '../text/passage.ts'
import { codeWithin } from './code-within.ts'
import type { FileShown, Session, TypedLine } from './session.ts'

/** What would be typed of a text, and how much of it could be read. */
export interface SessionPlan {
  /** Boxes of a terminal, and of files: those with the code of other languages, and pictures, are none. */
  boxes: number
  /** Lines that are printed below those that are typed. */
  printed: number
  /** What nobody can tell: the number of its first line in the file, from 1, how many lines it has, and why. */
  unread: readonly { line: number; lines: number; reason: string }[]
  /** What is typed, and the files that are made, in the order of the text. */
  steps: readonly { line: number; part: TypedLine | FileShown }[]
}

/** Says what would be typed of a text. */
export function sessionPlan(session: Session): SessionPlan {
  const lineAt = lineNumbersOf(session.text.text)
  const lineOf = ({ span }: Passage) => lineAt(span?.from ?? 0)
  const { parts } = session
  const steps = parts.filter((part) => part.type === 'typed' || part.type === 'file')
  return {
    boxes: boxesOf(session),
    printed: steps
      .flatMap((part) => (part.type === 'typed' ? part.printed : []))
      .reduce((all, { passage }) => all + passage.lines.length, 0),
    unread: parts
      .filter((part) => part.type === 'not read')
      .map(({ passage, reason }) => ({ line: lineOf(passage), lines: passage.lines.length, reason })),
    steps: steps.map((part) => ({
      line: lineOf(part.type === 'file' ? part.content : part.typed),
      part,
    })),
  }
}

/** How many boxes of a text have something that is typed, printed, a file, or could not be read. */
function boxesOf({ text, parts }: Session): number {
  const starts = parts
    .flatMap((part) => {
      if (part.type === 'prose') return []
      if (part.type === 'file') return [part.content]
      return part.type === 'typed'
        ? [part.typed, ...part.printed.map(({ passage }) => passage)]
        : [part.passage]
    })
    .flatMap(({ span }) => (span ? [span.from] : []))
    .toSorted((a, b) => a - b)
  const boxes = text.blocks
    .flatMap((block) => (block.type === 'code' ? [block] : codeWithin(block)))
    .flatMap(({ type, passage }) => (type === 'code' && passage.span ? [passage.span] : []))
  let at = 0
  return boxes.filter(({ from, to }) => {
    while (at < starts.length && (starts[at] ?? 0) < from) at += 1
    return (starts[at] ?? Infinity) < to
  }).length
}
