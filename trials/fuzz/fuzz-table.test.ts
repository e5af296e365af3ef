import { expect, test } from 'vitest'
import { fuzzTable } from './fuzz-table.ts'

const none = { valid: 0, refused: 0, unhelpful: 0, wrong: 0, crash: 0, hang: 0 }

test('the table counts by kind of input and outcome, and shows each fault with its case', () => {
  const fault = { kind: 'versions', result: 'crash', text: 'TypeError: x', input: 'v1', count: 2 } as const
  const text = fuzzTable(
    [
      { kind: 'manifests', counts: { ...none, valid: 3, refused: 4 }, faults: [], slowest: 0.5, seconds: 1 },
      {
        kind: 'versions',
        counts: { ...none, valid: 1, crash: 2 },
        faults: [fault],
        slowest: 0.1,
        seconds: 2,
      },
    ],
    7,
  )
  expect(text).toContain('Seed 7.')
  expect(text).toMatch(/\| manifests +\| +7 \| +3 \| +4 \| +0 \| +0 \| +0 \| +0 \| +0\.5 \| +1 \|/)
  expect(text).toMatch(/\| all +\| +10 \| +4 \| +4 \| +0 \| +0 \| +2 \| +0 \| +0\.5 \| +3 \|/)
  expect(text).toContain('versions: crash, in 2 cases; `npm run trial -- fuzz --case fault-1.json`')
  expect(text).toMatch(/"v1"[^]*TypeError: x/)
})
