import { differencesOf, type Difference } from '../../src/compare/differences.ts'
import type { Noise } from '../../src/compare/noise.ts'
import type { Seen } from '../../src/compare/seen.ts'

/**
 * Where something that was seen is otherwise in another run with other scenarios, apart from noise.
 * @param namespaces of the scenarios: a student may list them, and each run has its own
 */
export const changedPlaces = (
  before: Seen,
  now: Pick<Seen, 'content'>,
  noise: Noise,
  namespaces: ReadonlySet<string>,
): Difference[] =>
  differencesOf(before.content, now.content)
    .filter((difference) => !noise.covers(before, difference))
    .filter(({ path }) => !path.some((name) => namespaces.has(name.slice(1, -1))))
