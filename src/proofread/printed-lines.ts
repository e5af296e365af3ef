import { contentOfLines, nothing } from '../compare/content.ts'
import { shapeOf } from '../compare/shape.ts'
import type { KnownPrint } from './known-print.ts'
import { isOmission } from './omission.ts'
import { Passage, type TextSpan } from '../text/passage.ts'
import { pathKey } from './path-key.ts'
import type { Apart } from './apart.ts'

/** Text without another form: its lines, which begin and end where those do that are known, however they were broken. */
export function printedLines(printed: Passage, likes: readonly KnownPrint[]): Apart {
  const known = likes.flatMap((like) => like.lines())
  const lines: Passage[] = []
  const omissions: TextSpan[] = []
  let unknown: Passage[] = []
  const end = () => {
    if (unknown.length > 0) lines.push(Passage.join(unknown, ' '))
    unknown = []
  }
  const words = printed.lines.flatMap((line) =>
    line.words.map((word, index) => ({ word, isFirst: index === 0 })),
  )
  const shapes = words.map(({ word }) => shapeOf(word.text))
  const isFlat = printed.trim().lines.length === 1
  const starts = new Set(known.map(([first]) => first))
  // A line that begins like a known one may go on.
  const mayEnd = (at: number) => {
    const next = words[at]
    return (
      next === undefined || next.isFirst || isOmission(next.word.text) || (isFlat && starts.has(shapes[at]))
    )
  }
  for (let at = 0; at < words.length;) {
    const { word, isFirst } = words[at] ?? { word: Passage.of(''), isFirst: false }
    if (isOmission(word.text)) {
      end()
      if (word.span) omissions.push(word.span)
      at += 1
      continue
    }
    const line = known
      .filter((one) => one.every((shape, index) => shapes[at + index] === shape) && mayEnd(at + one.length))
      .toSorted((a, b) => b.length - a.length)[0]
    const isWhole = line !== undefined && (isFirst || line.length > 1 || /^[A-Z]\S*:$/.test(word.text))
    if (isFirst || isWhole) end()
    const count = isWhole ? line.length : 1
    const taken = words.slice(at, at + count).map((one) => one.word)
    if (isWhole) lines.push(Passage.join(taken, ' '))
    else unknown.push(...taken)
    at += count
  }
  end()
  const content = lines.length === 0 ? nothing : contentOfLines(lines.map(({ text }) => text))
  const spans = new Map<string, TextSpan>()
  if (content.type === 'lines')
    for (const [index, shape] of [...content.lines.keys()].entries()) {
      const span = lines[index]?.span
      if (span) spans.set(pathKey([shape]), span)
    }
  const isLined = !isFlat || lines.length < 2
  return {
    form: 'lines',
    content,
    spans,
    omissions,
    isLined,
  }
}
