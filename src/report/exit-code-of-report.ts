import { exitCodeOf } from '../judge/verdict.ts'
import { misprintedIn } from './printing.ts'
import type { Report } from './report.ts'

/** As {@link exitCodeOf}, where what was printed and is not stored counts as well, and so does what no claim speaks of. */
export function exitCodeOfReport(report: Report): 0 | 1 | 2 {
  const { claims, end, unclaimed } = report
  const code = exitCodeOf(
    claims.map(({ verdict }) => verdict),
    end,
  )
  if (code === 1 || misprintedIn(report).length > 0 || unclaimed?.counts === 'fail') return 1
  return unclaimed?.counts === 'error' ? 2 : code
}
