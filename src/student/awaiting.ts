import type { Limit, Student } from '../lab/scenario.ts'
import type { Matcher } from '../property/matcher.ts'
import type { Observation } from '../property/observation.ts'
import { GaveUp } from './gave-up.ts'
import type { Waiter } from './waiter.ts'

/** How a student waits for what is to be seen, or for a time to be over. */
export function awaiting(waiter: Waiter): Pick<Student, 'sees' | 'needs' | 'waits'> {
  const inWords = <T>({ name }: Observation<T>, { says }: Matcher<T>) => `${name} ${says}`
  const sees = <T>(observation: Observation<T>, matcher: Matcher<T>, limit: Limit) => {
    const condition = () => {
      const look = observation.look(waiter.world)
      return look !== undefined && matcher.test(look.found) === true
    }
    return waiter.wait(inWords(observation, matcher), condition, limit)
  }
  return {
    sees,
    needs: async (observation, matcher, limit) => {
      const came = await sees(observation, matcher, limit)
      if (!came) throw new GaveUp(inWords(observation, matcher), `within “${limit.name}”`)
    },
    waits: async (limit) => {
      await waiter.wait(limit.name, () => false, limit)
    },
  }
}
