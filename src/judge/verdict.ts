import type { Answer } from '../property/property.ts'
import { isMistake, type Drift } from '../lab/drift.ts'
import type { Ending } from '../trace/frame.ts'

/** All verdicts, best first. */
export const verdicts = [
  'holds',
  'drifted',
  'never held',
  'new drift',
  'healed',
  'blocked',
  'not tried',
] as const

export type Verdict = (typeof verdicts)[number]

/** How a verdict counts: only a pass is green, only a fail says that the lab and Kubernetes disagree in a new way. */
export const countsAs: Record<Verdict, 'pass' | 'fail' | 'error' | 'skip'> = {
  holds: 'pass',
  drifted: 'pass',
  'never held': 'pass',
  'new drift': 'fail',
  healed: 'fail',
  blocked: 'error',
  'not tried': 'skip',
}

/**
 * The verdict on a claim, given the answers for it as written and for each drift that may apply, the newest first.
 * @param mayHold whether it is not known of any of them that it applies
 */
export function verdictOf(
  asWritten: Answer,
  mayHold: boolean,
  drifts: readonly { drift: Drift; answer: Answer }[],
): Verdict | 'open' {
  if (asWritten === 'holds') return mayHold ? 'holds' : 'healed'
  const now = drifts.find(({ answer }) => answer !== 'fails')
  if (asWritten === 'open' || now?.answer === 'open') return 'open'
  if (!now) return 'new drift'
  return isMistake(now.drift) ? 'never held' : 'drifted'
}

/**
 * 0 as recorded, 1 a new disagreement, 2 not all could be judged, which is also so where the recording is not complete; a
 * disagreement that was seen counts first.
 */
export function exitCodeOf(found: readonly Verdict[], { outcome }: Ending): 0 | 1 | 2 {
  const kinds = found.map((verdict) => countsAs[verdict])
  if (kinds.includes('fail')) return 1
  return kinds.length === 0 || kinds.includes('error') || outcome !== 'complete' ? 2 : 0
}
