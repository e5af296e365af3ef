import { kindsNamed } from '../changes/kind-named.ts'
import { printingsOf } from '../changes/printing.ts'
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
 * The last moment at which an object was as a row says, all of it at once, times apart.
 * @param line by which the row is printed
 */
export const momentInLife = (line: string, row: Row, typings: readonly Typing[]): RowSeen | undefined =>
  livesOf(line, row, typings).findLast((seen) =>
    [...row].every(([column, printed]) => isSameCell(column, printed, seen)),
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
