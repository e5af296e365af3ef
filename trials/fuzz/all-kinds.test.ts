import { expect, test } from 'vitest'
import { fuzzAll } from './fuzz.ts'
import { faultInWords } from './fuzz-table.ts'
import { results } from './outcome.ts'
import { lab } from '../../specs/api-objects/lab.ts'

const { signal } = new AbortController()

/** Of all kinds of input together. */
const cases = 2000

test('whatever it is given, it answers, or refuses in words', { timeout: 0 }, async () => {
  const fuzzed = await fuzzAll(lab, { cases, seed: 1, only: '' }, () => {}, signal)
  expect(fuzzed.flatMap(({ faults }) => faults).map(faultInWords)).toEqual([])
  const all = fuzzed.flatMap(({ counts }) => results.map((result) => counts[result]))
  expect(all.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(cases)
  // Inputs that are all refused, or all valid, try nothing.
  for (const { kind, counts } of fuzzed.filter(({ kind: name }) => !name.startsWith('processes')))
    expect(Math.min(counts.valid, counts.refused), kind).toBeGreaterThan(0)
})
