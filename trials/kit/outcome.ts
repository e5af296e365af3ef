import { countsAs } from '../../src/judge/verdict.ts'
import type { JudgedByWorker } from '../../src/run/messages.ts'

/** What became of one run of the lab. */
export interface Outcome {
  /** Of the run in its plan. */
  number: number
  /** Nothing, where the run did not get as far. */
  judged: readonly JudgedByWorker[]
  /** What it shows and no claim speaks of, in words. */
  unclaimed: readonly string[]
  /** Why it did not. */
  problem?: string
  /** What was left of it when it had ended. */
  left: readonly string[]
}

/**
 * The claims of a run that are not as in a quiet one. All verdicts that pass are the one that the record allows on that
 * version, and a scenario is left out on purpose only.
 */
export const disturbedIn = ({ judged }: Pick<Outcome, 'judged'>): JudgedByWorker[] =>
  judged.filter((claim) => isWrong(claim) || isBlocked(claim))

export const isWrong = ({ verdict }: Pick<JudgedByWorker, 'verdict'>) => countsAs[verdict] === 'fail'

export const isBlocked = ({ verdict }: Pick<JudgedByWorker, 'verdict'>) => countsAs[verdict] === 'error'
