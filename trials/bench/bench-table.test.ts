import { expect, test } from 'vitest'
import { benchTable } from './bench-table.ts'
import { sumUp } from './figures.ts'

const figures = (wallSeconds: number, latencies: number[]) =>
  sumUp([
    {
      wallSeconds,
      verdictSeconds: wallSeconds,
      cpuSeconds: 1,
      requests: 50,
      untypedRequests: 10,
      latencies,
      afterEvents: [],
      red: [],
      silent: [],
    },
  ])

const column = (name: string, wallSeconds: number, latencies: number[]) =>
  ({
    name,
    version: 'v1',
    lines: wallSeconds,
    says: { five: { how: 'yes', words: 'so' }, two: { how: 'no', words: 'it has no word for it' } },
    jobs: figures(wallSeconds, latencies),
    access: sumUp([]),
    red: [],
    silent: [],
  }) as const

test('a table has figures, ratios to this suite, what can be said, and what was noticed', () => {
  const table = benchTable({
    circumstances: 'on a Thursday',
    columns: [
      column('kubelab', 20, [30]),
      { ...column('other', 50, []), red: ['two'], silent: ['five'] },
      { ...column('third', 1, []), missing: 'its module is refused' },
    ],
    rows: [
      { scenario: 'parallel', change: 'a | b', noticed: { kubelab: true, other: false } },
      { scenario: 'proxy', change: 'c', noticed: { kubelab: true } },
    ],
    goals: [{ words: 'no slower', met: false, found: '50 s' }],
  })
  expect(table).toMatchSnapshot()
})
