import { isDeepStrictEqual } from 'node:util'
import type { Change } from './change.ts'

/** One or more changes of one place, one after the other: what was printed before the first, and is since the last. */
export interface Step extends Pick<Change, 'printedBy' | 'place' | 'from' | 'to'> {
  changes: readonly Change[]
}

/** A change alone, and with those before it. */
export function stepsTo(change: Change, between: readonly Change[], after: readonly Change[] = []): Step[] {
  const { printedBy, place, from } = change
  const made = [change, ...after]
  const earlier = between.filter((one) => one.to !== null && one.to === from && isSamePlace(one, change))
  return [
    {
      printedBy,
      place,
      from: inLine(change, from),
      to: inLine(change, made.at(-1)?.to ?? null),
      changes: made,
    },
    ...earlier.flatMap((one) => stepsTo(one, between, made)),
  ]
}

/** What is printed on one side, as a whole line has it: an event stands in a line with its age, type and object. */
export const inLine = ({ printedBy }: Pick<Change, 'printedBy'>, side: string | null): string | null =>
  side !== null && 'event' in printedBy ? `<text>${side.replace(/(?<=\w)\.$/, '')}<text>` : side

/** Whether two changes are of the same place in what the same thing prints. */
export const isSamePlace = (one: Change, other: Change): boolean =>
  isDeepStrictEqual([one.printedBy, bare(one)], [other.printedBy, bare(other)])

/** Without where it stands, which only the change that brings it says. */
const bare = ({ place }: Pick<Change, 'place'>) => ('field' in place ? { field: place.field } : place)
