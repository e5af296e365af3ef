import { countsAs } from '../../judge/verdict.ts'
import { incomplete } from '../incomplete.ts'
import { misprintedIn } from '../printing.ts'
import type { Report } from '../report.ts'
import { counted } from '../words.ts'

/** What a run found, in a sentence or two. */
export function headline(report: Report): string {
  const { claims, verdicts: found } = report
  const counting = (kind: 'fail' | 'error') =>
    claims.filter(({ verdict }) => countsAs[verdict] === kind).length
  const [failed, blocked] = [counting('fail'), counting('error')]
  const changed = (found.drifted ?? 0) + (found['never held'] ?? 0)
  const misprinted = misprintedIn(report).reduce((sum, { disagree }) => sum + disagree.length, 0)
  const unclaimed = report.unclaimed?.counts === 'fail' ? report.unclaimed.changes.length : 0
  return [
    `${found.holds ?? 0} of ${counted(claims.length, 'claim')} hold; ${changed} need another text, as recorded.`,
    failed > 0 && `${failed} ${failed === 1 ? 'disagrees' : 'disagree'} with this cluster in a new way.`,
    misprinted > 0 &&
      `${counted(misprinted, 'place')} that a line printed ${misprinted === 1 ? 'is' : 'are'} not as stored.`,
    unclaimed > 0 && `${counted(unclaimed, 'place')} changed that no claim speaks of.`,
    blocked > 0 && `${blocked} could not be judged.`,
    incomplete(report),
  ]
    .filter(Boolean)
    .join(' ')
}
