import type { Content } from './content.ts'
import { looksAt } from './looks-at.ts'
import type { Side } from './owner.ts'
import { placeOf } from './place.ts'
import type { Seen } from './seen.ts'

/** A line, and the places in what comes back from it that no claim looks at. A place stands for all that is in it. */
interface Unwatched {
  line: string
  places: readonly string[]
}

/**
 * What comes back from the lines that a student types in some scenarios, and no claim looks at in any of the runs: columns
 * of tables, paths in YAML and JSON, fields of descriptions, and texts. A claim that looks at anything that came back also
 * wants the line to have ended as it should.
 * @param scenarios by name
 */
export function placesWithoutClaim(
  runs: readonly Pick<Side, 'seen' | 'judged'>[],
  scenarios: ReadonlySet<string>,
): Unwatched[] {
  const looks = runs.flatMap(({ seen, judged }) =>
    [...seen.values()]
      .filter(({ scenario, because }) => scenarios.has(scenario) && isOfTheLab(because))
      .flatMap((one) =>
        pathsIn(one.content).map((path) => ({
          line: one.of,
          path,
          isLookedAt: judged.some((judgement) => looksThere(judgement, one, path)),
        })),
      ),
  )
  return [...Map.groupBy(looks, ({ line }) => line)].flatMap(([line, all]) => {
    const general = Map.groupBy(all, ({ path }) => JSON.stringify(path.map(inAnyItem)))
    const places = [...general].map(([key, same]) => ({
      path: JSON.parse(key) as string[],
      isLookedAt: same.some(({ isLookedAt }) => isLookedAt),
    }))
    const unwatched = inShort(places)
    return unwatched.length === 0 ? [] : [{ line, places: unwatched }]
  })
}

const isOfTheLab = (because: Seen['because']) => because === 'lab' || because === 'instead'

/** A text has no smaller places: who looks at it looks at all of it. */
function looksThere(judgement: Side['judged'][number], seen: Seen, path: readonly string[]): boolean {
  const look = looksAt(judgement, seen, { path, values: [undefined, undefined] })
  return look === 'there' || (look === 'at all' && path.length === 1)
}

function pathsIn(content: Content, path: readonly string[] = []): (readonly string[])[] {
  if (content.type === 'nothing' || path[0] === 'exit code') return []
  if (content.type === 'table') return content.columns.map((column) => [...path, column])
  if (content.type === 'parts')
    return [...content.parts].flatMap(([name, part]) => pathsIn(part, [...path, name]))
  return [path]
}

const inAnyItem = (name: string) => (/^\[.*\]$/.test(name) ? '[*]' : name)

interface LookedAt {
  path: readonly string[]
  isLookedAt: boolean
}

/** The places that nobody looks at, the largest in the place of all that is in them. */
function inShort(places: readonly LookedAt[], depth = 1): string[] {
  return [...Map.groupBy(places, ({ path }) => JSON.stringify(path.slice(0, depth)))].flatMap(
    ([key, within]) => {
      if (within.every(({ isLookedAt }) => isLookedAt)) return []
      if (!within.some(({ isLookedAt }) => isLookedAt)) return [placeOf(JSON.parse(key) as string[])]
      return inShort(within, depth + 1)
    },
  )
}
