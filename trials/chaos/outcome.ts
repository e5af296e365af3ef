import type { JudgedByWorker } from '../../src/run/messages.ts'
import { disturbedIn, isBlocked, isWrong, type Outcome } from '../kit/outcome.ts'
import type { Differences } from './compare.ts'
import type { Fault } from './fault.ts'
import type { Injected } from './inject.ts'

/** What became of one run with faults. Of one that is killed and the next one: what became of the next one, and is left of both. */
export interface FaultyOutcome extends Outcome {
  quick: boolean
  faults: readonly Injected[]
  /** Seconds from its start until it was killed, where that was the fault. */
  killedAfter?: number
  differences?: Differences
}

/** A claim that is not as in a quiet run, there being no more than this to it: which faults may be why. */
export interface Disturbed extends JudgedByWorker {
  /** The faults that had come by then and whose reason this is; none where nothing explains it. */
  by: readonly string[]
}

/** The claims of a run that are not as in a quiet one. */
export function disturbed({ judged, faults }: FaultyOutcome): Disturbed[] {
  const came = faults.filter(({ at, problem }) => at !== undefined && problem === undefined)
  return disturbedIn({ judged }).map((claim) => {
    const by = came.filter(({ fault }) => isTrueOf(fault, claim)).map(({ fault }) => fault.name)
    return { ...claim, by: [...new Set(by)] }
  })
}

/** Nobody should have noticed: verdicts that are wrong, whatever went wrong. */
export const wrongOf = (outcome: FaultyOutcome): Disturbed[] =>
  disturbed(outcome).filter((claim) => isWrong(claim) && !isNoticed(claim, outcome))

/** What somebody else did to the lab, and claims have noticed. */
export const noticedOf = (outcome: FaultyOutcome): Disturbed[] =>
  disturbed(outcome).filter((claim) => isNoticed(claim, outcome))

/** The claims that are blocked. */
export const blockedOf = (outcome: FaultyOutcome): Disturbed[] => disturbed(outcome).filter(isBlocked)

const isNoticed = ({ verdict }: JudgedByWorker, { faults }: FaultyOutcome) =>
  verdict === 'new drift' && faults.some(({ fault }) => fault.bySomebody)

const isTrueOf = ({ tells, bySomebody }: Fault, claim: JudgedByWorker) =>
  isBlocked(claim) ? claim.reason !== undefined && tells(claim.reason) : bySomebody === true
