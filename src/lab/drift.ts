import { sinceOf, type Change } from '../changes/change.ts'
import { changeNamed } from '../changes/changes.ts'
import { hasHappened, type Versions } from '../changes/has-happened.ts'
import { minorNumber } from '../changes/newest-first.ts'
import type { Property } from '../property/property.ts'

/** What to do about a change: words, and apart from them what can be copied. */
export type Remedy = Change['remedy']

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
  | ({ since: 'ever'; instead: string } & Pick<Change, 'axis' | 'severity' | 'remedy' | 'source'>)
)

/** What is recorded of a drift: of each change that it is made of, or of the lab's mistake. */
export interface Recorded extends Pick<Change, 'axis' | 'severity' | 'remedy' | 'source'> {
  /** The id of the change. */
  change?: string
  /** The first minor version (`1.24`) that has it, or `ever` where the lab was always mistaken. */
  since: string
  /** What happens instead, in words. */
  instead: string
}

const changesOf = (drift: Drift): Change[] =>
  'change' in drift ? [drift.change].flat().map(changeNamed) : []

/** What is recorded of a drift, in the order in which it names its changes. */
export function recordedOf(drift: Drift): Recorded[] {
  if (!('change' in drift)) {
    const { holds: _, ...mistake } = drift
    return [mistake]
  }
  return changesOf(drift).map((change) => ({
    ...recordedChange(change),
    ...(drift.remedy && { remedy: drift.remedy }),
  }))
}

/** What is recorded of a change, for whichever claim. */
const recordedChange = ({ id, axis, severity, says, remedy, source, since }: Change): Recorded => ({
  change: id,
  since: sinceOf({ since }),
  axis,
  severity,
  instead: says,
  remedy,
  source,
})

/** The drift that applies to these versions: of those whose changes have all happened by then, the newest. */
export const applicable = (drifts: readonly Drift[], versions: Versions): Drift | undefined =>
  drifts
    .filter((drift) => changesOf(drift).every((change) => hasHappened(change, versions)))
    .toSorted((a, b) => newestMinor(b) - newestMinor(a))[0]

const newestMinor = (drift: Drift) => Math.max(0, ...changesOf(drift).map(minorNumber))
