import type { Judgement } from '../judge/judge.ts'
import { countsAs } from '../judge/verdict.ts'
import type { Accepted } from '../lab/accepted.ts'
import type { Difference } from './differences.ts'
import { looksAt } from './looks-at.ts'
import { placeOf } from './place.ts'
import type { Seen } from './seen.ts'

/** One of two runs that are compared: what was seen in it, and what became of the claims. */
export interface Side {
  seen: ReadonlyMap<string, Seen>
  judged: readonly Judgement[]
}

/** A claim that looked at the place, and since when its drift is there, where it has one on one side only. */
interface Looking {
  id: string
  since?: string
  /** Of the drift: whose version it follows. */
  axis?: 'server' | 'kubectl'
}

/** To whom a difference belongs: to a drift between the two sides; to claims that allow for both; accepted; to nobody. */
export type Owner =
  | { type: 'drift'; claims: readonly Looking[] }
  | { type: 'claim'; claims: readonly Looking[] }
  | { type: 'accepted'; because: string }
  | { type: 'nobody' }

/**
 * Finds to whom a difference belongs. The closest look counts first: a drift of a claim that looks at this very place, what
 * the lab accepts there, a drift of one that looks at all of the text or the objects, a claim that looks there and has none.
 * @param key of what was seen, on both sides
 */
export function ownerOf(
  key: string,
  difference: Difference,
  sides: readonly [Side, Side],
  accepted: readonly Accepted[],
): Owner {
  const [before, after] = sides.map(({ judged }) => new Map(judged.map((one) => [one.id, one])))
  const looking = [...(before?.keys() ?? [])].flatMap((id) => {
    const judgements = [before?.get(id), after?.get(id)]
    const looks = sides.map((side, index) => looksAt(judgements[index], side.seen.get(key), difference))
    const drift = driftBetween(judgements)
    return looks.some((look) => look !== 'not') ? [{ id, looks, drift, judgements }] : []
  })
  const drifted = looking.filter(({ drift }) => drift !== undefined)
  const asDrift = (some: typeof drifted): Owner => ({
    type: 'drift',
    claims: some.map(({ id, drift }) => ({ id, ...drift })),
  })
  const there = drifted.filter(({ looks }) => looks.includes('there'))
  if (there.length > 0) return asDrift(there)
  const of = sides[0].seen.get(key)?.of ?? ''
  const because = accepted.find((one) => accepts(one, of, difference))?.because
  if (because !== undefined) return { type: 'accepted', because }
  const naming = drifted.filter(({ judgements }) => judgements.some((one) => hasFound(one, difference)))
  if (naming.length > 0) return asDrift(naming)
  // Whoever looks at objects looks at all of them: it says little.
  if (drifted.length > 0 && sides[0].seen.get(key)?.command !== undefined) return asDrift(drifted)
  const owning = looking.filter(
    ({ looks, judgements: [one, other] }) =>
      looks.includes('there') || (one && other && countsAs[one.verdict] !== countsAs[other.verdict]),
  )
  return owning.length > 0 ? { type: 'claim', claims: owning.map(({ id }) => ({ id })) } : { type: 'nobody' }
}

/** Whether a claim was decided on something that has one of the values in it, or the name of what took another way. */
function hasFound(judgement: Judgement | undefined, { path, values, isLine }: Difference): boolean {
  const found = JSON.stringify(judgement?.conjuncts.map(({ look }) => look?.found)) ?? ''
  return [...values, isLine ? path.at(-1) : undefined].some(
    (text) => text !== undefined && text !== '' && found.includes(JSON.stringify(text).slice(1, -1)),
  )
}

const accepts = ({ of, place, shows }: Accepted, typed: string, { path, values }: Difference) =>
  of.test(typed) &&
  place.test(placeOf(path)) &&
  (shows === undefined || values.some((value) => value !== undefined && shows.test(value)))

function driftBetween([one, other]: readonly (Judgement | undefined)[]) {
  const [before, after] = [one?.drift, other?.drift]
  const drift = before?.since === after?.since ? undefined : (after ?? before)
  return drift && { since: drift.since, axis: drift.axis }
}
