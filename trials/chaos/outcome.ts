import { countsAs } from '../../src/judge/verdict.ts'
import type { Differences } from './compare.ts'
import type { Fault } from './fault.ts'
import type { Injected } from './inject.ts'
import type { JudgedByWorker } from '../../src/run/messages.ts'

/** What became of one run with faults. */
export interface Outcome {
  /** Of the run in the plan. */
  number: number
  quick: boolean
  faults: readonly Injected[]
  /** Seconds from its start until it was killed, where that was the fault. */
  killedAfter?: number
  /** Nothing, where the run did not get as far. */
  judged: readonly JudgedByWorker[]
  /** Why it did not. */
  problem?: string
  differences?: Differences
  /** What was left of it when it had ended, or of the one that was killed when the next one had. */
  left: readonly string[]
}

/** A claim that is not as in a quiet run, there being no more than this to it: which faults may be why. */
export interface Disturbed extends JudgedByWorker {
  /** The faults that had come by then and whose reason this is; none where nothing explains it. */
  by: readonly string[]
}

/**
 * Whether a verdict is as in a quiet run: all verdicts that pass are the one that the record allows on that version, and a
 * scenario is left out on purpose only.
 */
export const isAsQuiet = ({ verdict }: Pick<JudgedByWorker, 'verdict'>) =>
  countsAs[verdict] === 'pass' || countsAs[verdict] === 'skip'

/** The claims of a run that are not as in a quiet one. */
export function disturbed({ judged, faults }: Outcome): Disturbed[] {
  const came = faults.filter(({ at, problem }) => at !== undefined && problem === undefined)
  return judged
    .filter((claim) => !isAsQuiet(claim))
    .map((claim) => {
      const by = came.filter(({ fault }) => isTrueOf(fault, claim)).map(({ fault }) => fault.name)
      return { ...claim, by: [...new Set(by)] }
    })
}

/** Nobody should have noticed: verdicts that are wrong, whatever went wrong. */
export function wrongOf(outcome: Outcome): Disturbed[] {
  return disturbed(outcome).filter(
    ({ verdict }) => countsAs[verdict] === 'fail' && !(verdict === 'new drift' && isBySomebody(outcome)),
  )
}

/** What somebody else did to the lab, and claims have noticed. */
export function noticedOf(outcome: Outcome): Disturbed[] {
  return disturbed(outcome).filter(({ verdict }) => verdict === 'new drift' && isBySomebody(outcome))
}

/** The claims that are blocked. */
export function blockedOf(outcome: Outcome): Disturbed[] {
  return disturbed(outcome).filter(({ verdict }) => countsAs[verdict] === 'error')
}

const isBySomebody = ({ faults }: Outcome) => faults.some(({ fault }) => fault.bySomebody)

const isTrueOf = ({ tells, bySomebody }: Fault, { verdict, reason }: JudgedByWorker) =>
  countsAs[verdict] === 'error' ? reason !== undefined && tells(reason) : bySomebody === true
