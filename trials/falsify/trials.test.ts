import { describe, expect, test } from 'vitest'
import { claimsOf } from '../../src/lab/lab.ts'
import { labs } from '../../testing/labs.ts'
import { findingsOf, lanesOf, trialsOf } from './trials.ts'

describe.each(labs)('the lab $name', (lab) => {
  const claims = claimsOf(lab)
  const trials = trialsOf(claims)

  test('every counterexample of every claim is tried, and every claim that must not mind one', () => {
    const counterexamples = claims.flatMap(({ turnedRedBy }) => turnedRedBy)
    expect(trials.flatMap((trial) => trial.claims.map(({ counterexample }) => counterexample))).toHaveLength(
      counterexamples.length,
    )
    const leaves = new Set(counterexamples.flatMap(({ change }) => change.leaves ?? []))
    expect(new Set(trials.flatMap((trial) => trial.leaves.map(({ id }) => id)))).toEqual(leaves)
    expect(findingsOf(trials)).toBeGreaterThanOrEqual(counterexamples.length)
  })

  test('every trial is in one lane, whatever exercise it is of', () => {
    const inLanes = lanesOf(trials).flat()
    expect(inLanes).toHaveLength(trials.length)
    expect(new Set(inLanes)).toEqual(new Set(trials))
  })

  test('scenarios that share a namespace or a port go one after another', () => {
    const lanes = lanesOf(trials)
    const lanesWith = (uses: (trial: (typeof trials)[number]) => boolean) =>
      lanes.filter((lane) => lane.some(uses))
    const shared = trials.flatMap(({ of: { namespace, port } }) => [namespace, port].filter(Boolean))
    const lanesOfEach = shared.map(
      (one) => lanesWith(({ of }) => of.namespace === one || of.port === one).length,
    )
    expect(lanesOfEach).toEqual(shared.map(() => 1))
  })

  test('a scenario has a name of its own in each trial', () => {
    expect(new Set(trials.map(({ scenario }) => scenario.name)).size).toBe(trials.length)
  })

  test('of some claims only their counterexamples are tried, and whoever must not mind these', () => {
    const chosen = claims.filter(({ id }) => id.startsWith(`${lab.sections[0]?.exercise}/`))
    const ids = chosen.map(({ id }) => id)
    const some = trialsOf(claims, chosen)
    expect(new Set(some.flatMap((trial) => trial.claims.map(({ claim }) => claim.id)))).toEqual(new Set(ids))
    const left = (those: typeof trials) => those.flatMap((trial) => trial.leaves)
    expect(left(some)).toEqual(
      left(trials.filter((trial) => trial.claims.some(({ claim }) => ids.includes(claim.id)))),
    )
  })
})
