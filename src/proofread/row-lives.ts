import { kindsNamed } from '../changes/kind-named.ts'
import { printingsOf } from '../changes/printing.ts'
import { suggestedBy } from '../typing/suggested.ts'
import type { RowSeen, Typing } from '../typing/typing.ts'
import { isSameApart } from './varies.ts'

type Row = ReadonlyMap<string, string>

/** Whether an object is one that a line prints: of its own kind, or of one that is not Kubernetes' own. */
function isOfKind(resource: string, kinds: readonly string[]): boolean {
  const [kind = ''] = kindsNamed(resource)
  return kinds.includes(kind) || kind === kind.toLowerCase()
}

/** The rows of an object, at all moments of its life. */
function livesOf(line: string, row: Row, typings: readonly Typing[]): RowSeen[] {
  const object = row.get('OBJECT')
  if (object !== undefined && !row.has('NAME'))
    return typings.flatMap(({ rows }) =>
      rows.filter(
        ({ resource, cells: { OBJECT = '' } }) => /^events\b/.test(resource) && isSameApart(object, OBJECT),
      ),
    )
  const printed = row.get('NAME') ?? ''
  const name = printed.split('/').at(-1) ?? ''
  const kinds = printed.includes('/')
    ? kindsNamed(printed)
    : printingsOf(line).flatMap((one) => one.kinds ?? [])
  return typings.flatMap(({ rows, names }) =>
    rows.filter(
      (seen) =>
        isOfKind(seen.resource, kinds) &&
        (seen.name === name || seen.name === names.get(name) || isSameApart(name, seen.name)),
    ),
  )
}

/** A column that the server has not is judged with the headers. */
const isSameCell = (column: string, printed: string, { cells, namespace }: RowSeen) => {
  if (column === 'NAMESPACE') return printed === namespace
  const cell = cells[column]
  return cell === undefined || column === 'NAME' || isSameApart(printed, cell) || isOfTime(column, printed)
}

/** Ages are counted by who asks, from the moment at which it asks. */
const isOfTime = (column: string, printed: string) =>
  /^(?:AGE|DURATION|LAST SEEN|FIRST SEEN)$/.test(column) && /^(?:\d+[ydhms])+(?: ago)?$/.test(printed)

/**
 * The moments at which an object was as a row says, all of it at once, times apart.
 * @param line by which the row is printed
 */
export const momentsInLife = (line: string, row: Row, typings: readonly Typing[]): RowSeen[] =>
  livesOf(line, row, typings).filter((seen) =>
    [...row].every(([column, printed]) => isSameCell(column, printed, seen)),
  )

const countsIn = (cell: string) => (/^\d+(?:\/\d+)?$/.test(cell) ? cell.split('/').map(Number) : [])

/**
 * Whether a row is one of an object on its way: what it counts lies between the least and the greatest that the object, or its
 * like, has had. Where a row has a phase as well, its counts go with that.
 */
export function isOnItsWay(line: string, row: Row, typings: readonly Typing[]): boolean {
  const lives = livesOf(line, row, typings)
  if (lives.length === 0 || row.has('STATUS') || row.has('PHASE')) return false
  return [...row].every(([column, printed]) => {
    if (lives.some((seen) => isSameCell(column, printed, seen))) return true
    const counts = countsIn(printed)
    const seen = lives
      .map(({ cells }) => countsIn(cells[column] ?? ''))
      .filter(({ length }) => length === counts.length)
    return (
      counts.length > 0 &&
      counts.every((count, at) =>
        isWithinAll(
          count,
          seen.flatMap((all) => all[at] ?? []),
        ),
      )
    )
  })
}

const isWithinAll = (count: number, all: readonly number[]) =>
  Math.min(...all) <= count && count <= Math.max(...all)

/** Whether a row has a count that only grows, at an age at which nobody looked at its object any more. */
export function isBeyondLife(column: string, line: string, row: Row, typings: readonly Typing[]): boolean {
  const age = suggestedBy(row.get('AGE') ?? '', Number.POSITIVE_INFINITY)
  if (age === undefined || !/^(?:RESTARTS|COUNT)$/.test(column)) return false
  return typings.every((typing) => {
    const lives = livesOf(line, row, [typing])
    const end =
      lives.findLast(({ change }) => change === 'deleted')?.at ??
      Math.max(
        ...typing.rows.map(({ at }) => at),
        ...[...typing.lines.values()].flatMap(({ answers }) => answers.map(({ to }) => to)),
      )
    const [first] = lives
    return first !== undefined && age * 1000 > end - first.at
  })
}

/** Whether an object of this name had such a value in the column of this name. */
export const wasInColumn = (
  name: string,
  column: string,
  printed: string,
  typings: readonly Typing[],
): boolean =>
  typings.some(({ rows }) =>
    rows.some((seen) => {
      const cell = seen.name === name ? seen.cells[column.toUpperCase()] : undefined
      return cell !== undefined && isSameApart(printed, cell)
    }),
  )

/** Whether any object has ever had this in a column. */
export const wasInLife = (
  [column = '']: readonly string[],
  printed: string,
  typings: readonly Typing[],
): boolean =>
  typings.some(({ rows }) =>
    rows.some(({ cells }) => cells[column] !== undefined && isSameApart(printed, cells[column])),
  )
