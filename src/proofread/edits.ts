import type { Content } from '../compare/content.ts'
import { contentAt } from '../compare/content.ts'
import { allOf, type PrintedDifference } from './compare-printed.ts'
import { beforeLine, spanAt, type Edit, type Target } from './edit.ts'
import { editsOfKeys, editsOfPart } from './edits-of-document.ts'
import { editsOfLine } from './edits-of-lines.ts'
import { editsOfTable } from './edits-of-table.ts'
import type { Printed } from './printed.ts'

/**
 * The edits of a text that make it print what something else prints, at some places; all else stays, in the form in which it is.
 * @param differences of the two; what is missing is put in, what is not shown is taken away
 */
export function editsTo(target: Target, wanted: Printed, differences: readonly PrintedDifference[]): Edit[] {
  const { printed } = target
  const isWhole = differences.some(({ path, kind }) => path.length === 0 && kind !== 'order')
  if (isWhole) return whole(target, wanted)
  if (printed.content.type === 'table' && wanted.content.type === 'table')
    return editsOfTable(target, printed.content, wanted.content, differences)
  const renamed = printed.form === 'document' ? editsOfKeys(wanted, differences) : new Map()
  return differences.flatMap((difference) => {
    if (difference.kind === 'order') return inOrder(target, wanted, difference)
    const by = renamed.get(difference)
    if (by !== undefined) return by
    if (printed.form === 'document') return editsOfPart(target, wanted, difference)
    return editsOfLine(target, difference)
  })
}

/** Lines of what was printed that are put into a text; of more the begin. */
const longest = 30

/** The lines that are put in for what was printed. */
export function linesToPrint(printed: string): string[] {
  const lines = printed.split('\n').filter((line) => line.trim() !== '')
  return lines.length > longest ? [...lines.slice(0, longest), '<output_omitted>'] : lines
}

/** All of what was printed is another text. */
function whole({ source, printed }: Target, wanted: Printed): Edit[] {
  const span = allOf(printed)
  if (!span) return []
  const lines = linesToPrint(wanted.text)
  const by = printed.isLined
    ? lines.join(`\n${beforeLine(source, span.from)}`)
    : lines.map((line) => line.trim()).join(' ')
  return [{ ...span, text: by }]
}

/** The parts of what was printed change places; what is between them stays. */
function inOrder({ source, printed }: Target, wanted: Printed, { path }: PrintedDifference): Edit[] {
  const names = (content: Content | undefined) =>
    content?.type === 'parts' || content?.type === 'lines'
      ? [...(content.type === 'parts' ? content.parts : content.lines).keys()]
      : []
  const [own, order] = [printed, wanted].map(({ content }) => names(contentAt(content, path)))
  const common = (own ?? []).filter((name) => order?.includes(name) && spanAt(printed, [...path, name]))
  const inTheEnd = (order ?? []).filter((name) => common.includes(name))
  return common.flatMap((name, index) => {
    const [slot, taken] = [
      spanAt(printed, [...path, name]),
      spanAt(printed, [...path, inTheEnd[index] ?? '']),
    ]
    return slot && taken && slot !== taken ? [{ ...slot, text: source.slice(taken.from, taken.to) }] : []
  })
}
