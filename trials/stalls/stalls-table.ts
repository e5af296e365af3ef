import { markdownTable } from 'markdown-table'
import type { StallOutcome } from './sweep.ts'

/** What became of the claims under each fault of each size, and in all. */
export function stallsTable(outcomes: readonly StallOutcome[]): string {
  const sum = (of: (outcome: StallOutcome) => number) =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0)
  const row = (name: string, size: string, counts: readonly number[]) => [name, size, ...counts.map(String)]
  return markdownTable(
    [
      ['fault', 'seconds', 'traces', 'verdicts', 'kept', 'blocked', 'wrong'],
      ...outcomes.map(({ stall, size, traces, judged, kept, blocked, wrong }) =>
        row(stall, String(size), [traces, judged, kept, blocked, wrong.length]),
      ),
      row('all', '', [
        sum(({ traces }) => traces),
        sum(({ judged }) => judged),
        sum(({ kept }) => kept),
        sum(({ blocked }) => blocked),
        sum(({ wrong }) => wrong.length),
      ]),
    ],
    { align: ['l', 'r', 'r', 'r', 'r', 'r', 'r'] },
  )
}
