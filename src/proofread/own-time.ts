import type { Change } from '../changes/change.ts'
import { changesOfLine } from '../changes/changes-of-line.ts'
import { minorNumber } from '../changes/newest-first.ts'
import { fits } from '../changes/pattern.ts'
import { isTelling, valueFor } from './change-place.ts'
import { leavesOf } from './leaves.ts'
import type { Printed } from './printed.ts'

/** The oldest minor version that prints a text so, 30 of 1.30, as far as known changes tell. */
export type OwnTime = Readonly<Record<Change['axis'], number>>

/** When a text was printed at the earliest: the newest change of which it prints what is printed since then. */
export function ownTime(line: string, printed: Printed): OwnTime {
  const { content } = printed
  const columns = content.type === 'table' ? content.columns : []
  const leaves = leavesOf(printed)
  const newest = { server: 0, kubectl: 0 }
  for (const change of changesOfLine(line)) {
    const { place, from, to, axis } = change
    if (to === null || minorNumber(change) <= newest[axis]) continue
    const isSo =
      'column' in place && from === null
        ? columns.includes(place.column)
        : isTelling(to) && leaves.some((leaf) => fits(to, valueFor(change, leaf) ?? ''))
    if (isSo) newest[axis] = minorNumber(change)
  }
  return newest
}

/** Whether a change came later than what is printed, which has left out what came before. */
export const isDue = (change: Change, own: OwnTime): boolean => minorNumber(change) > own[change.axis]
