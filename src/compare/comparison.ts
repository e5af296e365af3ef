import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import type { Accepted } from '../lab/accepted.ts'
import { kubernetesVersion } from '../trace/event.ts'
import { isDifferent, pairsOf, type Difference, type ValuePair } from './differences.ts'
import { namedOtherwise } from './named-otherwise.ts'
import type { Noise } from './noise.ts'
import { ownerOf, type Owner, type Side } from './owner.ts'
import { placeOf } from './place.ts'
import type { Seen } from './seen.ts'

const axis = z.enum(['server', 'kubectl'])
const looking = z.strictObject({
  id: z.string(),
  since: z.string().exactOptional(),
  axis: axis.exactOptional(),
})

/** Known changes of what is printed there; a drift that is on one side only; claims that look there and whose verdict is another; what the lab accepts; nobody. */
const owner = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('change'),
    changes: z.array(z.strictObject({ id: z.string(), since: z.string(), axis })),
  }),
  z.strictObject({ type: z.literal('drift'), claims: z.array(looking) }),
  z.strictObject({ type: z.literal('claim'), claims: z.array(looking) }),
  z.strictObject({ type: z.literal('accepted'), because: z.string() }),
  z.strictObject({ type: z.literal('nobody') }),
])

/** Something that is different in the other run. */
export const seenChange = z.strictObject({
  /** The line that was typed, or the kind of the objects whose lives they are. */
  of: z.string(),
  /** Where in what came back, or in their lives. */
  place: z.string(),
  /** What stood there in the one and the other; null where there was nothing. */
  values: z.tuple([z.string().nullable(), z.string().nullable()]),
  /** In which scenarios, and in which run of the line. */
  seenIn: z.array(z.strictObject({ scenario: z.string(), run: z.string().exactOptional() })),
  owner,
})

/** The versions of a run. */
export const versions = z.strictObject({ server: kubernetesVersion, kubectl: kubernetesVersion })

/** What a student sees in one run and not in another: the content of `compare-A-B.json`. */
export const comparison = z.strictObject({
  versions: z.tuple([versions, versions]),
  /** Each once, in the order in which a student comes to it. */
  changes: z.array(seenChange),
  /** Why nobody can tell what a change is due to: the machine was not well in one of the runs. */
  doubt: z.string().exactOptional(),
  /** What can't be compared, and why. */
  uncompared: z.array(z.strictObject({ scenario: z.string(), of: z.string(), because: z.string() })),
})

export type Comparison = z.infer<typeof comparison>
export type SeenChange = Comparison['changes'][number]

/** A run beside a recorded one, and what the two have in common besides the lab. */
export interface ComparedWithRecorded {
  comparison: Comparison
  /** The same versions and making of the node; the nearest version of the same making; or one that somebody else has made. */
  like: 'the same' | 'nearest' | 'of another making'
}

/** One of two runs that are compared. */
export interface ComparedRun extends Side {
  versions: Comparison['versions'][number]
  /** Those of its scenarios. */
  namespaces: ReadonlySet<string>
  /** What was wrong with the machine. */
  ill?: string
}

/** Compares what a student saw in two runs. What runs of one version differ in is left out. */
export function comparisonOf(
  runs: readonly [ComparedRun, ComparedRun],
  noise: Noise,
  accepted: readonly Accepted[],
): Comparison {
  const [one, other] = runs
  const isSameVersion = isDeepStrictEqual(one.versions, other.versions)
  const mayDiffer = accepted.filter(({ ofVersion }) => ofVersion === undefined || !isSameVersion)
  const scenarios = [...new Set(one.judged.map(({ scenario }) => scenario))]
  const both = [...one.seen]
    .flatMap(([key, seen]) => {
      const compared = other.seen.get(key)
      return compared && (seen.unknown ?? compared.unknown) === undefined ? [{ key, seen, compared }] : []
    })
    // In a run all scenarios begin at once.
    .toSorted((a, b) => scenarios.indexOf(a.seen.scenario) - scenarios.indexOf(b.seen.scenario))
  // A quick run does not make the namespaces of the scenarios that it leaves out.
  const isOfOneRun = (part: string) => {
    const name = part.replaceAll(/^\[|\]$/g, '')
    return one.namespaces.has(name) !== other.namespaces.has(name)
  }
  const places = both.map(({ key, seen, compared }) => ({
    key,
    seen,
    pairs: pairsOf(seen.content, compared.content),
  }))
  const otherwise = namedOtherwise(places.flatMap(({ pairs }) => pairs))
  const found = places.flatMap(({ key, seen, pairs }) =>
    inPairs(
      pairs.filter(
        (pair) =>
          isDifferent(pair) &&
          (!noise.covers(seen, pair) || otherwise.has(pair)) &&
          !pair.path.some(isOfOneRun),
      ),
    ).map((difference) => ({ seen, difference, owner: ownerOf(key, difference, runs, mayDiffer) })),
  )
  const doubts = runs.flatMap(({ versions: { server }, ill }) =>
    ill === undefined ? [] : `${server}: ${ill}`,
  )
  return comparison.parse({
    ...(doubts.length > 0 && { doubt: doubts.join('; ') }),
    versions: [one.versions, other.versions],
    changes: [...Map.groupBy(found, sameChange).values()].flatMap(together),
    uncompared: uncompared(one, other),
  })
}

/** Lines that go, and as many that come, are those that have become others. */
function inPairs(found: readonly Difference[]): Difference[] {
  const textOf = ({ path, isLine }: Difference) => (isLine ? placeOf(path.slice(0, -1)) : undefined)
  return [...Map.groupBy(found, textOf)].flatMap(([text, all]) => {
    const gone = all.filter(({ values: [, now] }) => now === undefined)
    const come = all.filter(({ values: [before] }) => before === undefined)
    const pairs = gone.length === come.length ? come : []
    if (text === undefined) return all
    return all
      .filter((difference) => !pairs.includes(difference))
      .map((difference) => {
        const by = pairs[gone.indexOf(difference)]
        return {
          ...difference,
          path: difference.path.slice(0, -1),
          values: [difference.values[0], by ? by.values[1] : difference.values[1]],
          shapes: [difference.shapes[0], by ? by.shapes[1] : difference.shapes[1]],
        }
      })
  })
}

interface Found {
  seen: Seen
  difference: Difference
  owner: Owner
}

/** A change may be the same in several scenarios, and in several runs of a line. */
const sameChange = ({ seen: { of }, difference: { path, values } }: Found) =>
  JSON.stringify([of, placeOf(path), orNull(values)])

const rank: Record<Owner['type'], number> = { change: 0, drift: 1, claim: 2, accepted: 3, nobody: 4 }

/** What a claim owns in one scenario is its own in the others as well. */
function together(alike: readonly Found[]): SeenChange[] {
  const [first] = alike
  const [best] = alike.map(({ owner: one }) => one).toSorted((a, b) => rank[a.type] - rank[b.type])
  if (!first || !best) return []
  const { seen, difference } = first
  const claims = alike.flatMap(({ owner: one }) =>
    one.type === best.type && 'claims' in one ? one.claims : [],
  )
  const distinct = [...new Map(claims.map((claim) => [claim.id, claim])).values()]
  return [
    {
      of: seen.of,
      place: placeOf(difference.path),
      values: orNull(difference.values),
      seenIn: alike.map(({ seen: { scenario, run } }) => ({ scenario, ...(run !== undefined && { run }) })),
      owner: 'claims' in best ? { type: best.type, claims: distinct } : best,
    },
  ]
}

const orNull = ([one, other]: ValuePair): [string | null, string | null] => [one ?? null, other ?? null]

function uncompared(one: ComparedRun, other: ComparedRun): Comparison['uncompared'] {
  return [...new Map([...one.seen, ...other.seen])].flatMap(([key, { scenario, of }]) => {
    const [before, after] = [one.seen.get(key), other.seen.get(key)]
    const unknown = before?.unknown ?? after?.unknown
    if (before && after && unknown === undefined) return []
    return [{ scenario, of, because: unknown ?? `only the ${before ? 'first' : 'second'} run has it` }]
  })
}
