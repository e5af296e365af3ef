import { isDeepStrictEqual } from 'node:util'
import type { Claim } from '../../src/lab/claim.ts'
import type { WorldChange, Counterexample } from '../../src/lab/counterexample.ts'
import type { Scenario } from '../../src/lab/scenario.ts'

/** How many of the short scenarios are worked through at once: more would make pods start late. */
const shortAtOnce = 4

/** A scenario in a world with a change, the claims that must turn red in it, and those that must not. */
export interface Trial {
  /** As the claims have it. */
  of: Scenario
  /** Under a name of its own. */
  scenario: Scenario
  change: WorldChange
  claims: { claim: Claim; counterexample: Counterexample }[]
  leaves: Claim[]
}

/**
 * The trials that some claims need: counterexamples with the same change of the same scenario share one.
 * @param chosen those whose counterexamples are tried
 */
export function trialsOf(claims: readonly Claim[], chosen = claims): Trial[] {
  const trials: Trial[] = []
  for (const claim of chosen) {
    for (const counterexample of claim.turnedRedBy) {
      const { change } = counterexample
      const known = trials.find((trial) => trial.of === claim.in && isDeepStrictEqual(trial.change, change))
      if (known) known.claims.push({ claim, counterexample })
      else {
        const scenario = { ...claim.in, name: `${claim.in.name}-${trials.length + 1}` }
        const leaves = claims.filter(({ id }) => change.leaves?.includes(id))
        trials.push({ of: claim.in, scenario, change, claims: [{ claim, counterexample }], leaves })
      }
    }
  }
  return trials
}

/** How many findings the trials must give. */
export const findingsOf = (trials: readonly Trial[]) =>
  trials.reduce((sum, { claims, leaves }) => sum + claims.length + leaves.length, 0)

/**
 * What may go on at the same time. Scenarios that share a namespace or a port go one after another, of the short ones
 * there are a few at once, and those that wait for a schedule all wait together.
 */
export function lanesOf(trials: readonly Trial[]): Trial[][] {
  const laneOf = ({ of: { namespace, port, slowBecause } }: Trial, index: number) => {
    if (namespace !== undefined) return `namespace ${namespace}`
    if (port !== undefined) return `port ${port}`
    return slowBecause === undefined ? `short ${index % shortAtOnce}` : `slow ${index}`
  }
  const lanes = Object.values(Object.groupBy(trials, laneOf))
  return lanes.filter((lane) => lane !== undefined)
}
