import type { RowSeen, Typing } from '../typing/typing.ts'
import { isSame } from './varies.ts'

type Row = ReadonlyMap<string, string>

const columnsOfNames = new Set(['NAME', 'NAMESPACE'])

const nameIn = (row: Row) => row.get('NAME')?.split('/').at(-1) ?? ''

/** The rows of an object, at all moments of its life. */
const livesOf = (name: string, typings: readonly Typing[]): RowSeen[] =>
  typings.flatMap(({ rows, names }) =>
    rows.filter((row) => row.name === name || row.name === names.get(name) || isSame(name, row.name)),
  )

const isSameCell = (column: string, printed: string, { cells, namespace }: RowSeen) => {
  if (column === 'NAMESPACE') return printed === namespace
  const cell = cells[column]
  return (
    columnsOfNames.has(column) || (cell !== undefined && isSame(printed, cell)) || isOfTime(column, printed)
  )
}

/** Ages are counted by who asks, from the moment at which it asks. */
const isOfTime = (column: string, printed: string) =>
  /^(?:AGE|DURATION|LAST SCHEDULE|LAST SEEN|FIRST SEEN)$/.test(column) &&
  /^(?:\d+[ydhms])+(?: ago)?$/.test(printed)

/** Whether an object was once as a row says, all of it at one moment; times apart. */
export const isInLife = (row: Row, typings: readonly Typing[]): boolean =>
  livesOf(nameIn(row), typings).some((seen) =>
    [...row].every(([column, printed]) => isSameCell(column, printed, seen)),
  )

/** Whether any object has ever had this in a column. */
export const wasInLife = (
  [column = '']: readonly string[],
  printed: string,
  typings: readonly Typing[],
): boolean =>
  typings.some(({ rows }) =>
    rows.some(({ cells }) => cells[column] !== undefined && isSame(printed, cells[column])),
  )
