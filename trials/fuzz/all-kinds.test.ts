import { expect, test } from 'vitest'
import { fuzzAll } from './fuzz.ts'
import type { Fuzzed } from './fuzz-run.ts'
import { faultInWords } from './fuzz-table.ts'
import { results } from './outcome.ts'
import { isAtLength } from '../../testing/at-length.ts'
import { lab } from '../../specs/api-objects/lab.ts'

const { signal } = new AbortController()

/** Of all kinds of input together. */
const cases = isAtLength ? 2000 : 120

test('whatever it is given, it answers, or refuses in words', { timeout: 0 }, async () => {
  const fuzzed = await fuzzAll(lab, { cases, seed: 1, only: '' }, () => {}, signal)
  expect(fuzzed.flatMap(({ faults }) => faults).map(faultInWords)).toEqual([])
  const all = fuzzed.flatMap(({ counts }) => results.map((result) => counts[result]))
  expect(all.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(cases)
  // Inputs that are all refused, or all valid, try nothing: of a few they may be.
  const isOfMany = ({ counts }: Fuzzed) => results.reduce((sum, result) => sum + counts[result], 0) > 5
  for (const { kind, counts } of fuzzed.filter(isOfMany))
    expect(Math.min(counts.valid, counts.refused), kind).toBeGreaterThan(0)
})
