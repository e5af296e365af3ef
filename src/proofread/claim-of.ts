import { changeNamed } from '../changes/changes.ts'
import { isPrintedBy } from '../changes/is-printed-by.ts'
import { printingsOf } from '../changes/printing.ts'
import { ownerOf, type Side } from '../compare/owner.ts'
import type { Judgement } from '../judge/judge.ts'
import { looksAtCommand } from '../judge/steps-of-commands.ts'
import { countsAs } from '../judge/verdict.ts'
import { asTheTextHasIt, underAnotherName } from './as-the-text-has-it.ts'
import type { KnownRun } from './cluster.ts'
import type { PrintedDifference } from './compare-printed.ts'
import { inPart, type Match } from './match.ts'

/**
 * To whom a stale place belongs: to known changes of what is printed there; to claims whose drift is recorded; to claims that
 * say what the cluster shows; to nobody.
 */
export type PlaceOwner = { type: 'change' | 'drift' | 'claim'; ids: readonly string[] } | { type: 'nobody' }

/** What says that a place is not stale, though it is printed otherwise. */
export type Allowed = { type: 'allowed'; because: string }

/** Whether a change is recorded for a claim, and is there in the run. */
export const isDrifted = ({ verdict }: Judgement) => verdict === 'drifted' || verdict === 'never held'

/** To whom a difference of a text and a run belongs, or why it is none. */
export function claimOf(
  cluster: KnownRun,
  match: Match,
  difference: PrintedDifference,
): PlaceOwner | Allowed {
  const known = cluster.seenOf(match.line)
  if (!known) return { type: 'nobody' }
  const { line, printed } = match
  const parts = known.seen.content.type === 'parts' ? known.seen.content.parts : new Map()
  const seen = {
    ...known.seen,
    content: { type: 'parts' as const, parts: new Map([...parts, [line.part, printed.content]]) },
  }
  const text: Side = { seen: new Map([[known.key, seen]]), judged: cluster.run.judged.map(asTheLabSays) }
  const owner = ownerOf(known.key, inPart(difference, line), [text, cluster.run], cluster.lab.accepted)
  if (owner.type === 'change') return { type: 'change', ids: owner.changes.map(({ id }) => id) }
  if (owner.type === 'accepted') return { type: 'allowed', because: owner.because }
  const otherwise = asTheTextHasIt(cluster, match, difference)
  const before = new Map<string, Judgement>(cluster.run.judged.map((judgement) => [judgement.id, judgement]))
  const asked = printingsOf(line.command.line)
  // Its changes were asked what they explain here. A line of a text may have been changed by several of them at once.
  const isLine = difference.isLine && !difference.values.includes(undefined)
  const isOther = ({ drifts = [] }: Judgement) =>
    !isLine &&
    drifts.every(
      ({ change }) => change !== undefined && asked.some((one) => isPrintedBy(changeNamed(change), one)),
    )
  const minds = (id: string) => otherwise?.(id)?.verdict !== before.get(id)?.verdict
  if (owner.type === 'drift') {
    const ids = owner.claims.map(({ id }) => id).filter((id) => isIn(before, id, isOther))
    // Who looks there, and would judge no other way if the cluster had printed this, does not speak of it.
    const minding = otherwise ? ids.filter(minds) : ids
    if (minding.length > 0) return { type: 'drift', ids: minding }
  }
  const ids = owner.type === 'claim' ? owner.claims.map(({ id }) => id) : []
  const holding = ids.filter((id) => countsAs[before.get(id)?.verdict ?? 'blocked'] === 'pass')
  // Who looks at values says nothing of their order.
  if (difference.kind !== 'order' && holding.length > 0 && otherwise && !holding.some(minds))
    return { type: 'allowed', because: holding.join(', ') }
  const named = byName(cluster, match, difference)
  if (named.length > 0) return { type: 'drift', ids: named }
  // Whoever would judge in another way if the cluster had printed this says what it shows.
  const contrary = otherwise
    ? cluster.run.judged.filter((judgement) => looksAtCommand(judgement, line.command) && minds(judgement.id))
    : []
  const drifts = contrary.filter((one) => isDrifted(one) && !isOther(one)).map(({ id }) => id)
  if (drifts.length > 0) return { type: 'drift', ids: drifts }
  const saying = [...new Set([...holding, ...contrary.map(({ id }) => id)])]
  return saying.length > 0 ? { type: 'claim', ids: saying } : { type: 'nobody' }
}

const isIn = (
  judged: ReadonlyMap<string, Judgement>,
  id: string,
  isOther: (judgement: Judgement) => boolean,
) => {
  const judgement = judged.get(id)
  return judgement !== undefined && isDrifted(judgement) && !isOther(judgement)
}

/** A claim as the lab makes it: without what has changed since. */
function asTheLabSays(judgement: Judgement): Judgement {
  const { drifts: _, ...rest } = judgement
  return { ...rest, verdict: 'holds' }
}

const drifted = ({ run }: KnownRun, scenario: string) =>
  run.judged.filter((judgement) => judgement.scenario === scenario && isDrifted(judgement))

/** Of something that is named by time: the claims that would judge another way if it had the name that the text prints. */
function byName(
  cluster: KnownRun,
  { line }: Match,
  { values: [printed, shown] }: PrintedDifference,
): string[] {
  const [name, other] = [shown, printed].map((text) => text?.match(/^[\w-]+-\d{6,}/)?.[0])
  if (name === undefined || other === undefined || name.length === other.length) return []
  const otherwise = underAnotherName(cluster, name, other)
  return drifted(cluster, line.scenario)
    .filter(({ id, verdict }) => otherwise(id)?.verdict !== verdict)
    .map(({ id }) => id)
}
