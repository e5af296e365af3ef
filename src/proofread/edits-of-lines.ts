import { contentAt } from '../compare/content.ts'
import type { PrintedDifference } from './compare-printed.ts'
import { beforeLine, removal, spanAt, type Edit, type Target } from './edit.ts'
import type { Printed } from './printed.ts'

/** A line of text, or of a field of a description. */
export function editsOfLine({ source, printed }: Target, difference: PrintedDifference): Edit[] {
  const { kind, path, values, span } = difference
  if (!span) return []
  const text = values[1] ?? ''
  if (kind === 'not shown') return [removal(source, span, printed.isLined)]
  if (kind === 'other') return [{ ...span, text }]
  const [name = ''] = path
  const isField = printed.form === 'description' && contentAt(printed.content, [name]) === undefined
  const before = beforeLine(source, span.from)
  const column = printed.isLined ? columnOfValues(source, printed) : 0
  const lines = text.split('\n')
  const written = isField
    ? lines.map((line, at) =>
        at === 0
          ? `${`${name}:`.padEnd(column)}${column === 0 ? ' ' : ''}${line}`
          : ' '.repeat(column) + line,
      )
    : printed.form === 'description'
      ? lines.map((line) => ' '.repeat(column) + line)
      : lines
  const isFirst = [...printed.spans.values()].every(({ from }) => from >= span.from)
  const between = printed.isLined ? `\n${before}` : ' '
  const all = written.map((line) => (printed.isLined ? line : line.trim())).join(between)
  return [{ from: span.from, to: span.from, text: isFirst ? all + between : between + all }]
}

/** How far the values of a description are indented. */
function columnOfValues(source: string, printed: Printed): number {
  for (const [key, { from }] of printed.spans) {
    const [name = '', shape] = JSON.parse(key) as string[]
    const field = spanAt(printed, [name])
    if (shape !== undefined && field && from > field.from && !source.slice(field.from, from).includes('\n'))
      return from - field.from
  }
  return 0
}
