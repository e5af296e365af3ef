import { isDeepStrictEqual } from 'node:util'
import type { Expected } from '../trace/kinds/kind-record.ts'
import type { StoredStage } from '../trace/stored-life.ts'
import { parseTable, type Table } from '../property/table.ts'
import type { PrintedAnswer } from './answers.ts'
import { askedBy, scopeOf, type Scope } from './asked.ts'
import { cellOf } from './columns.ts'
import type { History, Window } from './history.ts'
import { placesOf, type PrintedPlace } from './printed-place.ts'
import { revisionsIn, selectedAt, whyNotSelected } from './scope.ts'

const isTable = /^(?:NAMESPACE +)?NAME(?: {2,}|$)/m
const isEmpty = /^No resources found(?: in (\S+) namespace)?\.?$/

/**
 * The places of a table that `kubectl get` prints, or of the sentence that there is nothing; undefined where it prints none. The rows
 * are those of one list, and one moment explains all of them. Of rows in namespaces that nobody watches nothing can be told.
 */
export function placesOfTable(answer: PrintedAnswer, history: History): PrintedPlace[] | undefined {
  const asked = askedBy(answer.line)
  const empty = answer.stdout === '' ? answer.stderr.trim().match(isEmpty) : null
  if (asked?.verb !== 'get' || !(empty || isTable.test(answer.stdout))) return undefined
  const scope = scopeOf(asked, answer.namespace)
  const { columns, rows } = (empty ? undefined : parseTable(answer.stdout)) ?? { columns: [], rows: [] }
  const unknown = whyNotSelected(history, answer, asked, scope)
  const { window } = answer
  if (unknown !== undefined || !window)
    return placesOf(cellsOf(rows), [new Map()], () => unknown ?? 'moment not known')
  const isOwn = ({ NAMESPACE }: Table['rows'][number]) =>
    NAMESPACE === undefined || history.watches(NAMESPACE)
  const others = cellsOf(rows.filter((row) => !isOwn(row)))
  others.delete('rows')
  return [
    ...placesOf(cellsOf(rows.filter(isOwn)), tablesIn(window, history, scope, columns)),
    ...placesOf(others, [new Map()], () => 'not watched'),
    ...(empty
      ? placesOf(new Map([['namespace', empty[1] ?? '']]), [new Map([['namespace', scope.namespace ?? '']])])
      : []),
  ]
}

/** Every table that may have been printed in a window: a moment of the cluster, and a second of its clock. */
function* tablesIn(
  { revisions, seconds }: Window,
  history: History,
  scope: Scope,
  columns: readonly string[],
) {
  for (const revision of revisionsIn(history, scope, revisions)) {
    const stages = selectedAt(history, scope, revision)
    for (let now = seconds[0]; now <= seconds[1]; now += 1)
      yield cellsOf<Expected>(stages.map((stage) => rowOf(stage, columns, now, history)))
  }
}

const rowOf = ({ object }: StoredStage, columns: readonly string[], now: number, { unknownTime }: History) =>
  Object.fromEntries(
    ['NAME', ...columns].map((column): [string, Expected] => {
      const cell = cellOf(column, object, now)
      const isTimed = unknownTime !== undefined && !isDeepStrictEqual(cell, cellOf(column, object, 2 * now))
      return [column, isTimed ? { unknown: unknownTime } : cell]
    }),
  )

/** A table by its places: the names in it, in their order, and each cell by the name of its row and its column. */
function cellsOf<T extends Expected>(rows: readonly Readonly<Record<string, T>>[]): Map<string, T | string> {
  const keys = rows.map(({ NAMESPACE, NAME }) =>
    [NAMESPACE, NAME].filter((part) => typeof part === 'string').join('/'),
  )
  const cells = rows.flatMap((row, index) => {
    const times = keys.slice(0, index).filter((key) => key === keys[index]).length
    const name = `[${keys[index]}]${times === 0 ? '' : ` (${times + 1})`}`
    return Object.entries(row).map(([column, cell]): [string, T] => [`${name} ${column}`, cell])
  })
  return new Map<string, T | string>([['rows', keys.join(', ')], ...cells])
}
