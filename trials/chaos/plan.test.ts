import { describe, expect, test } from 'vitest'
import { faults, faultKindsNamed, suiteKilled } from './faults.ts'
import { planOf, timeOf, type PlannedRun } from './plan.ts'

const plan = (count: number, seed: number, quick = false) =>
  planOf([...faults, suiteKilled], count, seed, { quick, period: 120 })
const faultsOf = (run: PlannedRun) => ('faults' in run ? run.faults : [])
const countOf = (runs: readonly PlannedRun[]) =>
  runs.reduce((sum, run) => sum + ('faults' in run ? run.faults.length : 1), 0)

test('the same seed gives the same plan, another one another', () => {
  expect(plan(60, 7)).toEqual(plan(60, 7))
  expect(plan(60, 7)).not.toEqual(plan(60, 8))
})

test.each([1, 17, 34, 60])('there are as many faults as are asked for: %i', (count) => {
  expect(countOf(plan(count, 1))).toBe(count)
  expect(countOf(plan(count, 1, true))).toBe(count)
})

test('kinds are chosen by a part of their name', () => {
  expect(faultKindsNamed('')).toHaveLength(faults.length + 1)
  expect(faultKindsNamed('suite')).toEqual([expect.objectContaining({ name: 'suite stopped' }), suiteKilled])
  expect(planOf(faultKindsNamed('suite killed'), 2, 1, { quick: true })).toMatchObject([
    { killedAfter: expect.any(Number) },
    { killedAfter: expect.any(Number) },
  ])
})

test('kinds take turns', () => {
  const names = plan(2 * (faults.length + 1), 3).flatMap((run) =>
    faultsOf(run).map(({ fault }) => fault.name),
  )
  for (const { name } of faults) expect(names.filter((other) => other === name)).toHaveLength(2)
})

test('what is about a firing gets a run of the whole lab, a firing for each', () => {
  for (const run of plan(60, 5)) {
    const firings = faultsOf(run).flatMap(({ moment }) => ('firing' in moment ? moment.firing : []))
    const isQuick = 'quick' in run ? run.quick : firings.length === 0
    expect(isQuick).toBe(firings.length === 0)
    expect(new Set(firings).size).toBe(firings.length)
  }
  expect(
    plan(60, 5, true)
      .flatMap(faultsOf)
      .every(({ moment }) => 'afterBegin' in moment),
  ).toBe(true)
})

test('a lab without a schedule has no fault about a firing', () => {
  const runs = planOf(faults, 60, 5, { quick: false })
  expect(countOf(runs)).toBe(60)
  expect(runs.flatMap(faultsOf).every(({ moment }) => 'afterBegin' in moment)).toBe(true)
})

test('what somebody else does is never in one run with what goes wrong', () => {
  for (const run of plan(60, 2))
    expect(new Set(faultsOf(run).map(({ fault }) => fault.bySomebody === true)).size).toBeLessThan(2)
})

test('a fault lasts as long as its kind may', () => {
  for (const { fault, lasts } of plan(60, 4).flatMap(faultsOf)) {
    const [least, most] = fault.lasts ?? [0, 0]
    expect(lasts).toBeGreaterThanOrEqual(least)
    expect(lasts).toBeLessThanOrEqual(most)
  }
})

describe('a moment', () => {
  const begun = Date.parse('2026-11-24T10:00:30Z')
  const when = (moment: Parameters<typeof timeOf>[0], from = begun) =>
    new Date(timeOf(moment, from)).toISOString()

  test('after the begin', () => {
    expect(when({ afterBegin: 2.5 })).toBe('2026-11-24T10:00:32.500Z')
  })
  test('about a firing', () => {
    expect(when({ firing: 1, offset: -3, period: 120 })).toBe('2026-11-24T10:01:57.000Z')
    expect(when({ firing: 2, offset: 0.5, period: 120 })).toBe('2026-11-24T10:04:00.500Z')
  })
  test('a firing that is too near is not the first', () => {
    expect(when({ firing: 1, offset: 0, period: 120 }, Date.parse('2026-11-24T10:01:55Z'))).toBe(
      '2026-11-24T10:04:00.000Z',
    )
  })
})
