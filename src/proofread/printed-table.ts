import { contentOf } from '../compare/content.ts'
import { columnWord } from '../property/table.ts'
import type { KnownPrint } from './known-print.ts'
import { isOmission } from './omission.ts'
import { Passage, type TextSpan } from '../text/passage.ts'
import { pathKey } from './path-key.ts'
import type { Apart } from './apart.ts'

const header = new RegExp(`^${columnWord}$`)
const columnName = new RegExp(`^${columnWord}(?: ${columnWord})*$`)

/** The tables among what was printed. */
const tablesIn = (likes: readonly KnownPrint[]) => likes.flatMap(({ table }) => table() ?? [])

/** Whether a text begins with the headers of a table: two of them at least, or one that is known. */
export function hasHeader(text: string, likes: readonly KnownPrint[]): boolean {
  const [one = '', two = ''] = text.split(/\s+/)
  const isKnown = tablesIn(likes).some(({ columns }) => columns.includes(one))
  return header.test(one) && one.length > 1 && (isKnown || header.test(two))
}

type Row = readonly (Passage | undefined)[]

/** A table of which each cell has its place. */
export function printedTable(printed: Passage, likes: readonly KnownPrint[]): Apart {
  const tables = tablesIn(likes)
  const lined = regular(printed)
  const { columns, rows, omissions, lacksColumns, unread } = lined ?? byWords(printed, tables)
  const text = aligned([columns, ...rows])
  const content = contentOf(text)
  const spans = new Map<string, TextSpan>()
  const put = (path: string[], passage: Passage | undefined) => {
    if (passage?.span) spans.set(pathKey(path), passage.span)
  }
  put(['columns'], Passage.join([...columns]))
  const names = content.type === 'table' ? [...content.rows.keys()] : []
  for (const [index, row] of rows.entries()) {
    const name = names[index] ?? ''
    put(['rows', name], Passage.join(row.flatMap((cell) => cell ?? [])))
    for (const [at, cell] of row.entries()) put([columns[at]?.text ?? '', name], cell)
  }
  return {
    form: 'table',
    content,
    spans,
    omissions,
    lacksColumns,
    unread,
    isLined: lined !== undefined,
  }
}

/** The text of a table as kubectl would print it. */
function aligned(all: readonly Row[]): string {
  const texts = all.map((row) => row.map((cell) => cell?.text ?? ''))
  const widths = (texts[0] ?? []).map((_, at) => Math.max(...texts.map((row) => row[at]?.length ?? 0)) + 3)
  return texts
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('')
        .trimEnd(),
    )
    .join('\n')
}

interface Parts {
  columns: readonly Passage[]
  rows: readonly Row[]
  omissions: TextSpan[]
  lacksColumns: boolean
  unread: readonly Passage[]
}

const isLeftOut = (line: Passage) => line.words.length === 1 && isOmission(line.text.trim())

/** A table with its line ends, whose cells are apart: by two spaces or a tab, or below their header. */
function regular(printed: Passage): Parts | undefined {
  const lines = printed.lines.filter((line) => !line.isEmpty)
  const [first, ...more] = lines
  if (!first) return undefined
  const cellsOf = (line: Passage) => line.trim().split(/\t+| {2,}/g)
  const columns = cellsOf(first)
  if (columns.length < 2 || columns.some(({ text }) => !columnName.test(text))) return undefined
  let end = 0
  // Each behind the one before: CLAIM is a part of RECLAIM as well.
  const starts = columns.map(({ text }) => {
    const at = first.text.indexOf(text, end)
    end = at + text.length
    return at
  })
  const below = (line: Passage) =>
    starts.every((at) => at === 0 || (line.text[at - 1] ?? ' ') === ' ')
      ? starts.map((at, index) => line.slice(at, starts[index + 1]).trim())
      : undefined
  const rows: Row[] = []
  for (const line of more.filter((one) => !isLeftOut(one))) {
    const cells = cellsOf(line)
    const row = cells.length === columns.length ? cells : below(line)
    if (!row) return undefined
    rows.push(row)
  }
  const omissions = more.filter(isLeftOut).flatMap(({ span }) => span ?? [])
  return { columns, rows, omissions, lacksColumns: false, unread: [] }
}

/** Minute, hour, day, month, day of the week. */
const wordsOfSchedule = 5

/** A table as a row of words: how many of them a cell has is known. */
function byWords(
  printed: Passage,
  tables: readonly { columns: string[]; rows: Record<string, string>[] }[],
): Parts {
  const words = printed.words
  const columns: Passage[] = []
  const known = new Set(tables.flatMap((table) => table.columns))
  let at = 0
  while (at < words.length) {
    const two = Passage.join(words.slice(at, at + 2), ' ')
    const one = words[at]
    if (!one || !header.test(one.text)) break
    const isTwo = known.has(two.text) || /^LAST [A-Z]+$/.test(two.text)
    columns.push(isTwo ? two : one)
    at += isTwo ? 2 : 1
  }
  const omissions: TextSpan[] = []
  const lacksColumns = isOmission(words[at]?.text ?? '')
  if (lacksColumns) at += 1
  const wordsOf = (column: string, from: number) => {
    const [first = '', next = ''] = words.slice(from, from + 2).map(({ text }) => text)
    // `2 (3s ago)`
    if (next.startsWith('(')) return words.slice(from).findIndex(({ text }) => text.endsWith(')')) + 1 || 1
    if (first.startsWith('@')) return 1
    if (column === 'SCHEDULE') return wordsOfSchedule
    const [row] = tables.flatMap((table) => table.rows)
    return row?.[column]?.split(' (')[0]?.split(' ').length ?? 1
  }
  const rows: Row[] = []
  const unread: Passage[] = []
  while (at < words.length) {
    const word = words[at]
    if (word && isOmission(word.text)) {
      if (word.span) omissions.push(word.span)
      at += 1
      continue
    }
    const row: Passage[] = []
    for (const { text } of columns) {
      const first = words[at]
      if (!first || isOmission(first.text)) break
      const count = wordsOf(text, at)
      row.push(Passage.join(words.slice(at, at + count), ' '))
      at += count
    }
    if (row.length === columns.length) rows.push(row)
    else unread.push(...row)
  }
  return { columns, rows, omissions, lacksColumns, unread }
}
