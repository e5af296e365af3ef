import type { Limit, Student } from '../lab/scenario.ts'
import type { Matcher } from '../property/matcher.ts'
import type { Observation } from '../property/observation.ts'
import type { Desk } from './desk.ts'
import { editFile } from './edit-file.ts'
import { GaveUp } from './gave-up.ts'
import { openTerminal } from './open-terminal.ts'
import { runLine } from './run-line.ts'
import { withPort } from './with-port.ts'

/** A student at a desk: all that is done there, and all that comes of it, goes into the trace. */
export function studentAt(desk: Desk): Student {
  const { waiter } = desk
  const inWords = <T>({ name }: Observation<T>, { says }: Matcher<T>) => `${name} ${says}`
  const sees = <T>(observation: Observation<T>, matcher: Matcher<T>, limit: Limit) => {
    const condition = () => {
      const look = observation.look(waiter.world)
      return look !== undefined && matcher.test(look.found) === true
    }
    return waiter.wait(inWords(observation, matcher), condition, limit)
  }
  return {
    types: (line) => runLine(line, 'lab', desk),
    typesInstead: (line) => runLine(line, 'instead', desk),
    typesAlso: (line) => runLine(line, 'also', desk),
    opens: (line) => openTerminal(line, desk),
    edits: (file, changes) => editFile(file, changes, desk),
    sees,
    needs: async (observation, matcher, limit) => {
      const came = await sees(observation, matcher, limit)
      if (!came) throw new GaveUp(inWords(observation, matcher), limit)
    },
    usesPort: (work) => (desk.sharedPort === undefined ? work() : withPort(desk.sharedPort, work, desk)),
    waits: async (limit) => {
      await waiter.wait(limit.name, () => false, limit)
    },
  }
}
