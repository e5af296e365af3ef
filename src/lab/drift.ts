import { sinceOf, type Change } from '../changes/change.ts'
import { changeNamed } from '../changes/changes.ts'
import { hasHappened, mayHaveHappened, type Versions } from '../changes/has-happened.ts'
import type { Property } from '../property/property.ts'

/** What to do about a change: words, and apart from them what can be copied. */
export type Remedy = Change['remedy']

/**
 * Since when: the first minor version (`1.30`) that has it; where it was seen first (`{ by: '1.37' }`), while of older ones nobody
 * knows, or none up to `after` has it; `ever` where the lab was always mistaken.
 */
export type Since = Change['since']

/** What its author says of a drift that is in no record of the known changes: nobody has checked the source, if there is one. */
type ByAuthor = Pick<Change, 'axis' | 'severity' | 'remedy'> & {
  since: Since
  /** What happens instead, in words. */
  instead: string
  source?: string
}

/** A reason why a claim, as the lab states it, is false: Kubernetes has changed, or the lab was always mistaken. */
export type Drift = {
  /** What holds since then: checked as strictly as the claim is. */
  holds: Property
} & (
  | {
      /** The ids of the known changes that together make it so. */
      change: string | readonly string[]
      /** Where more can be said for this claim than of the change: what to do instead. */
      remedy?: Remedy
    }
  | ByAuthor
)

/** What is recorded of a drift: of each change that it is made of, or what its author says. */
export interface Recorded extends ByAuthor {
  /** The id of the change. */
  change?: string
}

const changesOf = (drift: Drift): Change[] =>
  'change' in drift ? [drift.change].flat().map(changeNamed) : []

/** What is recorded of a drift, in the order in which it names its changes. */
export function recordedOf(drift: Drift): Recorded[] {
  if (!('change' in drift)) {
    const { holds: _, ...said } = drift
    return [said]
  }
  return changesOf(drift).map((change) => ({
    ...recordedChange(change),
    ...(drift.remedy && { remedy: drift.remedy }),
  }))
}

/** What is recorded of a change, for whichever claim. */
const recordedChange = ({ id, axis, severity, says, remedy, source, since }: Change): Recorded => ({
  change: id,
  since,
  axis,
  severity,
  instead: says,
  remedy,
  source,
})

/** Whether the lab was always mistaken. */
export const isMistake = (drift: Drift): boolean => 'since' in drift && drift.since === 'ever'

/**
 * How a claim may be in these versions, of what is recorded: as a drift says, the newest first, or as the lab has it (undefined).
 * It is one answer, unless nobody knows whether a drift has come by then. A drift has come when all of its changes have.
 */
export function possible(drifts: readonly Drift[], versions: Versions): (Drift | undefined)[] {
  const come = drifts
    .map((drift) => ({ drift, dates: datesOf(drift) }))
    .filter(({ dates }) => dates.every((one) => hasHappened(one, versions) || mayHaveHappened(one, versions)))
    .toSorted((a, b) => newestMinor(b.dates) - newestMinor(a.dates))
  const sure = come.findIndex(({ dates }) => dates.every((one) => hasHappened(one, versions)))
  const all = sure === -1 ? [...come, undefined] : come.slice(0, sure + 1)
  return all.map((one) => one?.drift)
}

type Dated = Pick<Change, 'since' | 'axis'>

/** When its changes came; nothing of what was so ever. */
function datesOf(drift: Drift): Dated[] {
  if ('change' in drift) return changesOf(drift)
  const { since, axis } = drift
  return since === 'ever' ? [] : [{ since, axis }]
}

const newestMinor = (dates: readonly Dated[]) =>
  Math.max(0, ...dates.map((one) => Number(sinceOf(one).split('.')[1])))
