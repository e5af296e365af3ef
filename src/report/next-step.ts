import { countsAs } from '../judge/verdict.ts'
import { incomplete } from './incomplete.ts'
import { printingLine } from './printing-words.ts'
import { misprintedIn } from './printing.ts'
import type { Report } from './report.ts'

/**
 * The one thing to do after a run.
 * @param folder of its reports, where some were written
 */
export function nextStep(report: Report, folder?: string): string {
  const { claims, unclaimed } = report
  const failed = claims.find(({ verdict }) => countsAs[verdict] === 'fail')
  const blocked = claims.find(({ verdict }) => countsAs[verdict] === 'error')
  const place = (file: string) =>
    folder === undefined ? '--reports FOLDER writes a report that' : `${folder}/${file}`
  if (failed) return `${place('report.html')} shows what was found instead of ${failed.id}`
  const [misprinted] = misprintedIn(report)
  if (misprinted)
    return `${place('report.html')} shows what is stored instead of what ${printingLine(misprinted)} printed`
  if (unclaimed?.counts === 'fail')
    return `${place('report.html')} shows what has changed and no claim speaks of: write a claim, or accept it with the reason`
  if (blocked) return `find out why ${blocked.id} could not be judged (${blocked.reason}), then run it again`
  if (unclaimed?.counts === 'error')
    return 'run it again on a machine that is well: it may have made what changed'
  if (incomplete(report) !== undefined) return 'run it again: it was not recorded to its end'
  const all = unclaimed && unclaimed.changes.length > 0 ? 'every claim' : 'all'
  return `${all} is as recorded; ${place('errata.md')} says what to change in the text`
}
