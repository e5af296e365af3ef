import { sinceInWords } from '../known-change-words.ts'
import { countsAs } from '../../judge/verdict.ts'
import { boundsInWords } from '../since.ts'
import { misprintInWords, printedAndStored } from '../printing-words.ts'
import { counted } from '../words.ts'
import type { Matrix, MatrixColumn } from './matrix.ts'

/** One thing that a reader of a matrix must know first: where, and what is wrong. */
export interface Notice {
  /** The heading of a column, or the id of a claim. */
  where: string
  what: string
}

/** What is new or missing: disagreements, what is printed and not stored, drifts that came at another time than is recorded, changes
 * that belong to nobody, and what could not be judged. */
export function noticesOf({ columns, claims, drifts, compared }: Matrix): Notice[] {
  const ofColumns = (kind: 'fail' | 'error') =>
    columns.flatMap((column, index) => {
      if (column.blocked !== undefined) return []
      const found = claims.filter(({ cells }) => countsAs[cells[index]?.verdict ?? 'blocked'] === kind)
      return found.map(({ id, says, cells }) => {
        const { verdict = 'blocked', reason = says } = cells[index] ?? {}
        return { where: `${headingOf(column)}, ${id}`, what: `${verdict}: ${reason}` }
      })
    })
  return [
    ...ofColumns('fail'),
    ...columns.flatMap((column) =>
      column.misprinted.map(({ line, ...place }) => ({
        where: `${headingOf(column)}, ${line}`,
        what: `${printedAndStored}: ${misprintInWords(place)}`,
      })),
    ),
    ...drifts
      .filter(({ agrees }) => !agrees)
      .map((drift) => ({
        where: drift.claim,
        what: `recorded since ${drift.axis} ${sinceInWords(drift)}, but seen ${boundsInWords(drift)}`,
      })),
    ...compared
      .filter((one) => one.unclaimed > 0)
      .map((one) => ({
        where: one.between.join(' → '),
        what: `seen, not judged yet: ${counted(one.unclaimed, 'change')} that no claim looks at${one.doubt === undefined ? '' : '; the machine was not well'}`,
      })),
    ...columns.flatMap(({ name, blocked }) =>
      blocked === undefined ? [] : [{ where: name, what: `blocked: ${blocked}` }],
    ),
    ...columns.flatMap((column) =>
      column.incomplete === undefined ? [] : [{ where: headingOf(column), what: column.incomplete }],
    ),
    ...ofColumns('error'),
  ]
}

/** What a column is called: the server's version, and kubectl's where that is another. */
export function headingOf({ name, kubernetes }: MatrixColumn): string {
  if (!kubernetes) return name
  const { server, kubectl } = kubernetes
  return server === kubectl ? server : `${server}, kubectl ${kubectl}`
}
