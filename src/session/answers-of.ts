import { Passage } from '../text/passage.ts'
import { lookOf, type PrintedLook } from './printed-look.ts'
import { mayPrint } from './typed-forms.ts'

/** A typed line, and what it is known to have printed. */
interface Asked {
  line: string
  printed: readonly unknown[]
}

/**
 * Says what each of several lines has printed in one box; what belongs to the last of them is at the end.
 * @param mark that stands before each line of the box
 */
export function answersOf<L extends Asked>(
  passage: Passage,
  mark: string,
  lines: readonly L[],
): [L, Passage][] {
  const pieces = lines.length > 1 ? piecesOf(passage, mark) : [passage]
  let free = lines.length
  const found: [L, Passage][] = []
  for (const piece of pieces.toReversed()) {
    const look = lookOf(piece.text.slice(mark.length))
    let at = free - 1
    while (at >= 0 && !(lines[at]?.printed.length === 0 && mayPrint(lines[at]?.line ?? '', look))) at -= 1
    if (at >= 0) free = at
    const line = lines[Math.min(free, lines.length - 1)]
    if (line) found.push([line, piece])
  }
  return joined(found.toReversed())
}

/** What looks so has a line of its own, with which an answer ends. */
const short = new Set<PrintedLook | undefined>(['made', 'deleted', 'nothing found'])
/** What looks so begins an answer. */
const beginning = new Set<PrintedLook>(['made', 'deleted', 'nothing found', 'table', 'error'])

/** Cuts what several lines have printed where the next answer begins. */
function piecesOf(passage: Passage, mark: string): Passage[] {
  const pieces: Passage[][] = []
  let before: PrintedLook | undefined
  for (const line of passage.lines) {
    const look = lookOf(line.text.slice(mark.length))
    const isAtLeft = !/^\s/.test(line.text.slice(mark.length))
    const isStart =
      isAtLeft &&
      look !== undefined &&
      (beginning.has(look) ||
        short.has(before) ||
        (before === 'table' && /^(?:Name|apiVersion|\{)/.test(line.text.slice(mark.length))))
    if (pieces.length === 0 || isStart) {
      pieces.push([line])
      before = look
    } else pieces.at(-1)?.push(line)
  }
  return pieces.map((lines) => Passage.join(lines, '\n'))
}

/** What belongs to one line in one piece. */
function joined<L>(found: readonly [L, Passage][]): [L, Passage][] {
  return [...Map.groupBy(found, ([line]) => line)].map(([line, own]) => [
    line,
    Passage.join(
      own.map(([, passage]) => passage),
      '\n',
    ),
  ])
}
