import type { StoredLife } from '../trace/stored-life.ts'
import type { History } from './history.ts'
import type { PrintedPlace } from './printed-place.ts'

/** Of so many objects one was written in the second that it tells, also where all of them are told of late. */
const many = 8

/**
 * Whether objects of a kind tell the times at which they were written. What a component dates it writes at once: now and then in the
 * next second, but not each time.
 * @returns a place for each time that many of them tell
 */
export function placesOfDates(lives: readonly StoredLife[], { apart }: History): PrintedPlace[] {
  const delays = Map.groupBy(lives.flatMap(delaysOf), ([name]) => name)
  return [...delays].flatMap(([name, all]): PrintedPlace[] => {
    if (apart > 0 || all.length < many) return []
    const least = Math.min(...all.map(([, delay]) => delay))
    const found = least < second ? expected : `each written ${least / second} s later, or more`
    const answer = found === expected ? 'agrees' : 'disagrees'
    return [{ place: `[all] ${name}`, answer, found, expected }]
  })
}

const second = 1000
const expected = 'some are written in the second that they tell'

/** Of each time that an object tells, how long after it was written for the first time (milliseconds). */
function delaysOf({ stages }: StoredLife): [name: string, delay: number][] {
  const told = new Map<string, number>()
  for (const { object, written } of stages) {
    const times = { creationTimestamp: object.metadata.creationTimestamp, ...(object['status'] as object) }
    for (const [name, time] of Object.entries(times))
      if (/^creationTimestamp$|^(?:start|completion)Time$/.test(name) && !told.has(name))
        told.set(name, written - Date.parse(time))
  }
  return [...told]
}
