import type { Claim } from '../lab/claim.ts'
import type { Recorded } from '../lab/drift.ts'
import type { Conjunct } from '../property/property.ts'
import type { Reason } from '../property/reason.ts'
import type { Verdict } from './verdict.ts'

/** What became of a claim on one trace. */
export interface Judgement extends Pick<Claim, 'id' | 'step' | 'says'> {
  /** The name of its scenario. */
  scenario: string
  verdict: Verdict
  /** When it was certain: milliseconds since the epoch, by the trace. */
  at: number
  /** The property that decided, conjunct by conjunct: the claim as the lab makes it, or what holds since a drift. */
  conjuncts: readonly Conjunct[]
  /** What is recorded of the drift that applies, if one does: of each of its changes. */
  drifts?: readonly Recorded[]
  /** Why it could not be judged, or was not tried. */
  reason?: Reason
}
