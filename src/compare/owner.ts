import type { Judgement } from '../judge/judge.ts'
import { countsAs } from '../judge/verdict.ts'
import type { Accepted } from '../lab/accepted.ts'
import type { Place, Source } from '../property/source.ts'
import type { Content } from './content.ts'
import type { Difference } from './differences.ts'
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
    const looks = sides.map((side, index) => looksAt(judgements[index], key, difference, side))
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

/** Whether a claim was decided on a place, or on all of the text that the place is in. */
function looksAt(
  judgement: Judgement | undefined,
  key: string,
  { path, values }: Difference,
  { seen }: Side,
): 'there' | 'at all' | 'not' {
  const subject = seen.get(key)
  if (!judgement || subject?.scenario !== judgement.scenario) return 'not'
  const [part = ''] = path
  const content = subject.content.type === 'parts' ? subject.content.parts.get(part) : undefined
  const sources = judgement.conjuncts
    .flatMap(({ look }) => look?.sources ?? [])
    .filter((source) => isOf(source, subject, part))
  const places = sources.flatMap((source) => ('place' in source && source.place) || [])
  if (places.some((place) => content && coversPlace(place, content, path.slice(1), values))) return 'there'
  if (sources.length === places.length) return 'not'
  if (part === 'exit code') return 'there'
  // Who looks at all of a table looks at its columns.
  return content?.type === 'table' && path.length > 1 && path[1] !== 'columns' ? 'not' : 'at all'
}

function isOf(source: Source, { of, command }: Seen, part: string): boolean {
  if (source.type === 'token') return false
  if (source.type !== 'command') return command === undefined && source.kind === of
  return source.command === command && (source.part === 'end' ? 'exit code' : source.part) === part
}

/** Whether somebody who looks at a place sees a difference there: it is in the place, or the place is in it. */
function coversPlace(
  place: Place,
  content: Content,
  path: readonly string[],
  values: Difference['values'],
): boolean {
  if ('field' in place) return isWithin([place.field], path)
  if ('path' in place) return pathsOf(place.path.split('.'), content).some((looked) => isWithin(looked, path))
  const [name = ''] = path
  const has = values.map((columns) => columns?.split(', ').includes(place.column) ?? false)
  return name === 'columns' ? has[0] !== has[1] : name === 'rows' || isWithin([place.column], path)
}

/** The shorter of two paths leads to the longer. */
const isWithin = (one: readonly string[], other: readonly string[]) =>
  one.slice(0, other.length).every((name, index) => name === other[index])

/** Where the keys of a claim lead in what was printed: an item of a list has its number there, and a name here. */
function pathsOf([key, ...more]: readonly string[], content: Content | undefined): string[][] {
  if (key === undefined) return [[]]
  const parts = content?.type === 'parts' ? content.parts : new Map<string, Content>()
  const names = [...parts.keys()]
  const found = key === '*' ? names : /^\d+$/.test(key) ? names.slice(Number(key)).slice(0, 1) : [key]
  return (found.length > 0 ? found : [key]).flatMap((name) =>
    pathsOf(more, parts.get(name)).map((rest) => [name, ...rest]),
  )
}
