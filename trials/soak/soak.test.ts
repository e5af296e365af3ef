import { expect, test } from 'vitest'
import { EvenMoments, soakPlan } from './soak-plan.ts'
import type { Reason } from '../../src/property/reason.ts'
import type { Soaked } from './soak-run.ts'
import { soakTable, sumInWords, sumOf } from './soak-table.ts'

test('there are as many runs as are asked for, each with a number, a third of them on busy cores', () => {
  for (const count of [1, 2, 6, 20]) {
    const runs = soakPlan(count).flatMap((group) => group.runs)
    expect(runs.map(({ number }) => number)).toEqual(Array.from({ length: count }, (_, index) => index + 1))
  }
  const busy = soakPlan(60)
    .flatMap((group) => group.runs)
    .filter((run) => run.busy).length
  expect(busy).toBeGreaterThanOrEqual(18)
  expect(busy).toBeLessThanOrEqual(22)
  expect(soakPlan(20).some((group) => group.runs.length === 2)).toBe(true)
})

test('each moment of the period is taken once, the next one first', () => {
  const phases = new EvenMoments(4, 120)
  const now = Date.parse('2026-11-24T10:00:40Z')
  expect(phases.take(now)).toEqual({ phase: 60, wait: 20_000 })
  expect(phases.take(now)).toEqual({ phase: 90, wait: 50_000 })
  expect(phases.take(now)).toEqual({ phase: 0, wait: 80_000 })
  expect(phases.take(now)).toEqual({ phase: 30, wait: 110_000 })
})

const away = (seconds: number): Reason => ({
  kind: 'machine late',
  ailments: [{ kind: 'recorder away', seconds }],
})
const soaked = (number: number, ...reasons: Reason[]): Soaked => ({
  number,
  busy: true,
  together: 1,
  phase: 30,
  judged: reasons.map((reason, index) => ({
    id: `job/${index}`,
    scenario: 'single',
    verdict: 'blocked',
    reason,
    found: [],
  })),
  unclaimed: [],
  left: [],
})

test('it sums up, reasons of the same kind together', () => {
  const runs = [soaked(1, away(2), away(3.1)), soaked(2, { kind: 'trace broken off' }), soaked(3)]
  expect(sumOf(runs)).toMatchObject({
    runs: 3,
    wrong: 0,
    blocked: 3,
    mostBlocked: 2,
    reasons: [
      ['the recorder was away for … s', 2],
      ['the trace breaks off', 1],
    ],
  })
  expect(sumInWords(sumOf(runs))).toBe(
    '3 runs: 0 wrong verdicts, 0 unclaimed, 3 blocked, at most 2 in one run',
  )
})

test('the report has a line a run, and every claim that is not as in a quiet one', () => {
  const text = soakTable([soaked(2, { kind: 'trace broken off' }), soaked(1)])
  expect(text).toMatch(/\| +1 \| 30 s +\| all cores busy \| +0 \| +0 \| +0 \|[\s\S]*\| +2 \|/)
  expect(text).toMatch(/blocked: job\/0: the trace breaks off/)
})

test('what no claim speaks of is counted, and told', () => {
  const run = { ...soaked(1), unclaimed: ['kubectl proxy -h: stdout'] }
  expect(sumInWords(sumOf([run, soaked(2)]))).toContain('1 unclaimed')
  expect(soakTable([run])).toContain('**unclaimed**: kubectl proxy -h: stdout')
})
