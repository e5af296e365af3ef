import { exitCodeOf } from '../judge/verdict.ts'
import type { Report } from './report.ts'

/** As {@link exitCodeOf}, where what no claim speaks of counts as well. */
export function exitCodeOfReport({ claims, end, unclaimed }: Report): 0 | 1 | 2 {
  const code = exitCodeOf(
    claims.map(({ verdict }) => verdict),
    end,
  )
  if (code === 1 || unclaimed?.counts === 'fail') return 1
  return unclaimed?.counts === 'error' ? 2 : code
}
