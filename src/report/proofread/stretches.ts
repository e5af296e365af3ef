import type { JudgedLine, JudgedText } from '../../proofread/judged-text.ts'
import { lineAround } from '../../text/line-around.ts'
import { Passage, type TextSpan } from '../../text/passage.ts'
import type { Text } from '../../text/text.ts'

/** A stretch of a text, as a reader sees it, with what it is. */
export interface Stretch {
  type: 'prose' | 'typed' | 'file' | 'not read'
  passage: Passage
  /** Where in the file that begins which it is about: without a fence and a prompt before it. */
  at: number
  /** Of what is typed, with what is printed below it. */
  line?: JudgedLine
  /** Of what could not be read, why. */
  reason?: string
}

/** Forms that people don't read as they are in the file. */
const formsOfMachines: ReadonlySet<Text['form']> = new Set(['HTML', 'notebook'])

/** A part of a session, with where it stands. */
interface Box extends Omit<Stretch, 'at'> {
  span: TextSpan
  /** What is typed has a prompt before it. */
  prompt: string
}

/** What opens or closes a box in a text: a fence, or a delimiter of AsciiDoc. */
const fence = /^[\s>*+-]*(?:`{3,}|~{3,}|-{4,}\s*$|\.{4,}\s*$)/

/**
 * Cuts a whole text into stretches, in its order: each typed line with its answers, files, and what is said between them. Of
 * a form that people don't read as it is in the file only what they read is in them.
 */
export function stretchesOf(judged: JudgedText): Stretch[] {
  const { text, form } = judged.session.text
  const boxes = boxesOf(judged)
  const all = formsOfMachines.has(form) ? asRead(judged.session.text, boxes) : asInFile(text, boxes)
  return joined(all.filter(({ passage }) => !passage.isEmpty))
}

/** All that a text is made of, in the order of the file. */
function boxesOf({ session, lines }: JudgedText): Box[] {
  const line = new Map(lines.map((one) => [one.typed, one]))
  return session.parts
    .flatMap((part): Omit<Box, 'span'>[] => {
      if (part.type === 'file') return [{ type: 'file', passage: part.content, prompt: '' }]
      if (part.type !== 'typed') return [{ ...part, prompt: '' }]
      const own = line.get(part)
      return [
        { passage: part.typed, prompt: part.prompt },
        ...part.printed.map(({ passage }) => ({ passage, prompt: '' })),
      ].map((one) => ({ type: 'typed', ...one, ...(own && { line: own }) }))
    })
    .flatMap((box) => (box.passage.span ? [{ ...box, span: box.passage.span }] : []))
    .toSorted((a, b) => a.span.from - b.span.from)
}

/** Each box, and what is read between them. */
function asRead({ blocks }: Text, boxes: readonly Box[]): Stretch[] {
  const covered = boxes.flatMap(({ type, span }) => (type === 'prose' ? [] : [span]))
  let next = 0
  const others = blocks.flatMap(({ passage }): Stretch[] => {
    if (!passage.span) return []
    const { from, to } = passage.span
    while ((covered[next]?.to ?? Infinity) <= from) next += 1
    const isCovered = (covered[next]?.from ?? to) < to
    return isCovered ? [] : [{ type: 'prose', passage, at: from }]
  })
  const own = boxes
    .filter(({ type }) => type !== 'prose')
    .map((box) => ({
      ...box,
      at: box.span.from,
      passage: Passage.join([Passage.of(box.prompt), box.passage]),
    }))
  return [...own, ...others]
    .toSorted((a, b) => a.at - b.at)
    .map((one) => ({ ...one, passage: Passage.join([one.passage, Passage.of('\n')]) }))
}

/** Each box with whole lines, and with the fences around it; what is between them is prose. */
function asInFile(text: string, all: readonly Box[]): Stretch[] {
  let end = 0
  const upTo = (to: number) => {
    const passage = Passage.at(text.slice(end, to), end)
    end = Math.max(end, to)
    return passage
  }
  const prose = (to: number): Stretch => {
    const passage = upTo(to).trim()
    return { type: 'prose', passage, at: passage.span?.from ?? to }
  }
  const stretches = all
    .filter(({ type }) => type !== 'prose')
    .flatMap((box, index, boxes): Stretch[] => {
      const { span } = box
      const { from: lineStart } = lineAround(text, span.from)
      const { from: above } = lineAround(text, lineStart - 1)
      const before = prose(fence.test(text.slice(above, lineStart)) ? above : lineStart)
      const next = boxes[index + 1]?.span.from ?? text.length
      const lineEnd = endOfLine(text, span.to - 1)
      const below = endOfLine(text, lineEnd)
      const to = fence.test(text.slice(lineEnd, below)) ? below : lineEnd
      return [before, { ...box, at: span.from, passage: upTo(Math.min(to, Math.max(next, span.to))) }]
    })
  return [...stretches, prose(text.length)]
}

/** Where the line that has this place ends, with its end. */
const endOfLine = (text: string, at: number) => Math.min(text.length, lineAround(text, at).to + 1)

/** What belongs together as one: a line with its answer, and lines of which nothing is to be said. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const groups: Stretch[][] = []
  for (const stretch of stretches) {
    const last = groups.at(-1)
    if (last?.[0] && isSame(last[0], stretch)) last.push(stretch)
    else groups.push([stretch])
  }
  return groups.flatMap((group) => {
    const [first] = group
    return first ? [{ ...first, passage: Passage.join(group.map(({ passage }) => passage)) }] : []
  })
}

const isSame = (one: Stretch, other: Stretch) =>
  one.type === other.type &&
  (one.type === 'prose' ||
    (one.line === other.line && one.line !== undefined) ||
    (isSilent(one) && isSilent(other)))

const isSilent = ({ type, line }: Stretch) =>
  type === 'typed' &&
  line !== undefined &&
  line.typed.printed.length === 0 &&
  line.blocked === undefined &&
  line.retype.length === 0
