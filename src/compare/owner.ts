import type { Judgement } from '../judge/judge.ts'
import { countsAs } from '../judge/verdict.ts'
import { sinceOf, type Change } from '../changes/change.ts'
import { changesAt } from '../changes/changes-at.ts'
import type { Versions } from '../changes/has-happened.ts'
import type { Accepted } from '../lab/accepted.ts'
import { contentAt, nothing } from './content.ts'
import type { Difference } from './differences.ts'
import { looksAt } from './looks-at.ts'
import { placeOf } from './place.ts'
import type { Seen } from './seen.ts'

/** One of two runs that are compared: what was seen in it, and what became of the claims. */
export interface Side {
  seen: ReadonlyMap<string, Seen>
  judged: readonly Judgement[]
  /** Nothing of a text, which does not say of what version it is. */
  versions?: Versions
}

/** A claim that looked at the place; the newest change of a drift that it has on one side only. */
interface Looking {
  id: string
  since?: string
  /** Whose version the drift follows. */
  axis?: Change['axis']
}

/** A known change, in short. */
type ChangeInShort = Pick<Change, 'id' | 'axis'> & { since: string }

/**
 * To whom a difference belongs: to known changes of what is printed there; to a drift of a claim between the two sides; to
 * claims that look there and are red on one side; accepted; to nobody.
 */
export type Owner =
  | { type: 'change'; changes: ChangeInShort[] }
  | { type: 'drift'; claims: readonly Looking[] }
  | { type: 'claim'; claims: readonly Looking[] }
  | { type: 'accepted'; because: string }
  | { type: 'nobody' }

/**
 * Finds to whom a difference belongs. The changes that are known at this place are asked first; then a drift of a claim that
 * looks at this very place and has found what is there; what the lab accepts; a claim that looks there and whose verdict
 * is another.
 * @param key of what was seen, on both sides
 */
export function ownerOf(
  key: string,
  difference: Difference,
  sides: readonly [Side, Side],
  accepted: readonly Accepted[],
): Owner {
  const of = sides[0].seen.get(key)?.of ?? ''
  const known = changesAt(of, { ...difference, beside: besideIn(key, difference, sides) }, [
    sides[0].versions,
    sides[1].versions,
  ])
  if (known.length > 0) return { type: 'change', changes: known.map(inShort) }
  const [before, after] = sides.map(({ judged }) => new Map(judged.map((one) => [one.id, one])))
  const looking = [...(before?.keys() ?? [])].flatMap((id) => {
    const judgements = [before?.get(id), after?.get(id)]
    const looks = sides.map((side, index) => looksAt(judgements[index], side.seen.get(key), difference))
    return looks.some((look) => look !== 'not') ? [{ id, looks, judgements }] : []
  })
  const drifted = looking.flatMap(({ id, looks, judgements }) => {
    const drift = driftBetween(judgements)
    const names = judgements.some((one) => hasFound(one, difference))
    return drift && looks.includes('there') && names ? [{ id, ...drift }] : []
  })
  if (drifted.length > 0) return { type: 'drift', claims: drifted }
  const because = accepted.find((one) => accepts(one, of, difference))?.because
  if (because !== undefined) return { type: 'accepted', because }
  // Who looks there and says the same of both has not noticed it.
  const owning = looking.filter(
    ({ judgements: [one, other] }) => one && other && countsAs[one.verdict] !== countsAs[other.verdict],
  )
  return owning.length > 0 ? { type: 'claim', claims: owning.map(({ id }) => ({ id })) } : { type: 'nobody' }
}

const inShort = (change: Change): ChangeInShort => ({
  id: change.id,
  since: sinceOf(change),
  axis: change.axis,
})

/** The lines beside a place, on both sides. */
const besideIn = (key: string, { path }: Difference, [one, other]: readonly [Side, Side]) =>
  [one, other].map(({ seen }) => {
    const content = contentAt(seen.get(key)?.content ?? nothing, path)
    const lines =
      content?.type === 'lines' ? content : contentAt(seen.get(key)?.content ?? nothing, path.slice(0, -1))
    return lines?.type === 'lines' ? [...lines.lines.values()] : []
  }) as [string[], string[]]

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

function driftBetween([one, other]: readonly (Judgement | undefined)[]): Omit<Looking, 'id'> | undefined {
  const [before, after] = [one?.drifts ?? [], other?.drifts ?? []]
  const newest = [before, after]
    .flatMap((some, side) =>
      some.filter(({ change }) => ![after, before][side]?.some((known) => known.change === change)),
    )
    .at(-1)
  return newest && { since: sinceOf(newest), axis: newest.axis }
}
