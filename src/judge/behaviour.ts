import type { Claim } from '../lab/claim.ts'
import type { Drift } from '../lab/drift.ts'
import type { TraceEvent } from '../trace/event.ts'
import { judgeRecorded, type Judgement } from './judge.ts'
import { countsAs } from './verdict.ts'

/**
 * What a recorded run does, of all that is on record for a claim: as the lab says, as a drift says, or otherwise. Nothing
 * where nobody can tell.
 */
export type Behaviour = 'as the lab says' | Drift | 'otherwise' | undefined

/**
 * Finds out how a run behaves, whatever its versions are: a drift may be there sooner or later than is recorded.
 * @param judgement of the claim on the run
 * @param events of the run, all of them
 */
export function behaviourOn(
  claim: Claim,
  { verdict }: Pick<Judgement, 'verdict'>,
  events: readonly TraceEvent[],
): Behaviour {
  if (verdict === 'holds' || verdict === 'healed') return 'as the lab says'
  if (countsAs[verdict] === 'error' || countsAs[verdict] === 'skip') return undefined
  const { drift: drifts = [], ...bare } = claim
  const tried = drifts.map((drift) => ({
    drift,
    counts: countsAs[judgeRecorded({ ...bare, holds: drift.holds }, events).verdict],
  }))
  const there = tried.find(({ counts }) => counts === 'pass')
  if (there) return there.drift
  return tried.every(({ counts }) => counts === 'fail') ? 'otherwise' : undefined
}
