import type { Run } from '../property/line.ts'
import type { World } from '../trace/world.ts'
import { GaveUp } from './gave-up.ts'

/**
 * What is typed now for each name in a line that only the cluster knows.
 * @throws GaveUp where there is nothing to see of it: the line can't be typed
 */
export function namesTyped(line: string | Run, world: World): Map<string, string> {
  const names = Object.entries((typeof line === 'object' && line.names) || {})
  return new Map(
    names.map(([name, seen]) => {
      const found = seen.look(world)?.found
      if (found === undefined) throw new GaveUp(seen.name, 'when it was to be typed')
      return [`<${name}>`, found]
    }),
  )
}

/** A text with what was found for the names in it. */
export const withNamesTyped = (text: string, names: ReadonlyMap<string, string>) =>
  [...names].reduce((so, [name, found]) => so.replaceAll(name, () => found), text)
