import { sum } from 'simple-statistics'
import { tableOf } from '../kit/table.ts'
import type { StallOutcome } from './sweep.ts'

/** What became of the claims under each fault of each size, and in all. */
export function stallsTable(outcomes: readonly StallOutcome[]): string {
  const heads = ['traces', 'verdicts', 'kept', 'blocked', 'wrong']
  const counts = outcomes.map(({ traces, judged, kept, blocked, wrong }) => [
    traces,
    judged,
    kept,
    blocked,
    wrong.length,
  ])
  const all = heads.map((_, place) => sum(counts.map((row) => row[place] ?? 0)))
  const rows = outcomes.map(({ stall, size }, place) => [stall, size, ...(counts[place] ?? [])])
  return tableOf(['fault', 'seconds', ...heads], [...rows, ['all', undefined, ...all]])
}
