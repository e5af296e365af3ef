import type { Exercise } from './claim.ts'

/** A section of the lab and where its claims are. */
export interface Section {
  exercise: Exercise
  title: string
  /** The file in `specs/` with its claims, without `.spec.ts`. */
  spec: string
  /** What its steps are called, before their number: `6.1` has the steps `6.1.1`, `6.1.2`, … */
  anchor: string
  /** How many steps it has. */
  steps: number
  /** Why a step, or some prose of the section, makes no claim. */
  withoutClaim: Readonly<Record<string, string>>
}
