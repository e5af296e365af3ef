import type { Property } from '../property/property.ts'
import type { Counterexample } from './counterexample.ts'
import type { Drift } from './drift.ts'
import type { Scenario } from './scenario.ts'

/** Permanent: never reused, never renamed. The first part is the exercise. */
export type ClaimId = `${string}/${string}`

/** One statement of the lab. */
export interface Claim {
  id: ClaimId
  /** Where the lab says it: exercise and bullet, counted from 1 (`6.3j.10`). */
  step: string
  /** What it says, in our words. */
  says: string
  /** The scenario whose part of the trace decides. */
  in: Scenario
  /** The claim as the lab makes it. */
  holds: Property
  drift?: readonly Drift[]
  /** Changes of the world under which it must turn red. */
  turnedRedBy: readonly Counterexample[]
}
