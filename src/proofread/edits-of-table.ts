import type { Content } from '../compare/content.ts'
import { allOf, type PrintedDifference } from './compare-printed.ts'
import { beforeLine, removal, type Edit, type Target } from './edit.ts'
import { pathKey } from './path-key.ts'
import type { Printed } from './printed.ts'

type Table = Extract<Content, { type: 'table' }>

/** Cells, rows and columns of a table; those that stay keep what the text has. */
export function editsOfTable(
  { source, printed }: Target,
  table: Table,
  wanted: Table,
  differences: readonly PrintedDifference[],
): Edit[] {
  const isOther = differences.some(({ path }) => path[0] === 'columns')
  const columns = isOther ? wanted.columns : table.columns
  const stale = new Set(differences.map(({ path }) => pathKey(path)))
  const namesWanted = [...wanted.rows.keys()]
  const rows = [...table.rows].map(([name, cells], index) => {
    const shown =
      wanted.rows.get(name) ??
      wanted.rows.get(namesWanted[index] ?? '') ??
      wanted.rows.get(namesWanted[0] ?? '')
    const row = columns.map((column) => {
      const own = stale.has(pathKey([column, name])) ? undefined : cells.get(column)
      return own ?? shown?.get(column) ?? ''
    })
    return { name, row, isGone: stale.has(pathKey(['rows', name])) }
  })
  const come = differences.flatMap(({ path: [part, name = ''], kind }) =>
    part === 'rows' && kind === 'missing'
      ? [columns.map((column) => wanted.rows.get(name)?.get(column) ?? '')]
      : [],
  )
  const written = writtenRows(
    [[...columns], ...rows.filter(({ isGone }) => !isGone).map(({ row }) => row), ...come],
    printed,
  )
  let next = 1
  const header = printed.spans.get(pathKey(['columns']))
  const edits: Edit[] = header ? [{ ...header, text: written[0] ?? '' }] : []
  for (const { name, isGone } of rows) {
    const span = printed.spans.get(pathKey(['rows', name]))
    if (!span) continue
    edits.push(isGone ? removal(source, span, printed.isLined) : { ...span, text: written[next] ?? '' })
    if (!isGone) next += 1
  }
  const last = allOf(printed)
  if (come.length > 0 && last)
    edits.push({
      from: last.to,
      to: last.to,
      text: written
        .slice(-come.length)
        .map((row) => `${printed.isLined ? `\n${beforeLine(source, last.to)}` : ' '}${row}`)
        .join(''),
    })
  return edits
}

function writtenRows(rows: readonly (readonly string[])[], { isLined }: Printed): string[] {
  if (!isLined) return rows.map((row) => row.filter((cell) => cell !== '').join(' '))
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)) + 3)
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('')
      .trimEnd(),
  )
}
