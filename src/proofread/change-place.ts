import type { Change } from '../changes/change.ts'
import { isAtPath } from '../changes/is-at-path.ts'
import type { Leaf } from './leaves.ts'

/** Whether a pattern says more than that there is something. */
export const isTelling = (pattern: string) => /[a-z]{2}/i.test(pattern.replaceAll(/<[a-z ]+>/g, ''))

/** The part of a printed place that a change speaks of; undefined where it speaks of another one. */
export function valueFor(
  { place, printedBy }: Pick<Change, 'place' | 'printedBy'>,
  { path, value }: Leaf,
): string | undefined {
  const [first = '', second] = path
  if ('line' in place) {
    if ('event' in printedBy) return first === 'Events' || first === 'MESSAGE' ? value : undefined
    return path.length === 1 ? value : undefined
  }
  if ('row' in place) return first === place.row && second !== undefined ? value : undefined
  if ('column' in place) return first === place.column && second !== undefined ? value : undefined
  if ('field' in place) {
    if (first === place.field) return value
    const start = `${place.field}:`
    return value.startsWith(start) ? value.slice(start.length).trim() : undefined
  }
  return isAt(place.path, path) ? value : undefined
}

/** A place in an object, also in the items of a list and in a part that is printed without what is around it. */
export function isAt(place: string, path: readonly string[]): boolean {
  const whole = path.join('.').replaceAll('.[', '[')
  return isAtPath(place, whole) || isAtPath(place, whole.replace(/^items\[[^\]]*\]\.?/, ''))
}
