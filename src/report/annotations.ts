import type { Cleaned } from '../cleaned.ts'
import { countsAs } from '../judge/verdict.ts'
import { conjunctsInWords } from '../property/words.ts'
import { printingLine, misprintInWords } from './printing-words.ts'
import { misprintedIn } from './printing.ts'
import { unclaimedMeans } from './unclaimed-words.ts'
import { asManyAsGitHubTakes, workflowCommand } from './workflow-command.ts'
import { reportedSectionOf, type Report, type ReportedClaim } from './report.ts'

/** Characters of what was found that an annotation shows. */
const longestFound = 200

/**
 * A GitHub workflow command for each claim that failed or was blocked, an error at the file that has the claim; for each
 * line that printed something else than what is stored; and for what has changed and no claim speaks of. What failed comes
 * first; where there are more than GitHub takes, the last one says how many are left out.
 */
export function annotationsOf(report: Cleaned<Report>): string[] {
  const { claims } = report
  const counting = (kind: 'fail' | 'error') => claims.filter(({ verdict }) => countsAs[verdict] === kind)
  const commandOf = (claim: ReportedClaim) =>
    workflowCommand('error', textOf(claim), fileAndTitle(report, claim))
  const changed = report.unclaimed?.counts === 'skip' ? undefined : unclaimedMeans(report)
  return asManyAsGitHubTakes(
    'error',
    [
      ...counting('fail').map(commandOf),
      ...misprintedIn(report).map((line) =>
        workflowCommand('error', [printingLine(line), ...line.disagree.map(misprintInWords)].join('\n'), {
          title: 'not as stored',
        }),
      ),
      ...(changed === undefined ? [] : [workflowCommand('error', changed)]),
      ...counting('error').map(commandOf),
    ],
    (left) => `${left} more failed or could not be judged: the summary of the job has them all.`,
  )
}

const textOf = ({ says, conjuncts, reason }: ReportedClaim) =>
  [says, ...(reason === undefined ? [] : [reason]), ...conjunctsInWords(conjuncts, longestFound)].join('\n')

const fileAndTitle = (report: Report, { id, verdict }: ReportedClaim) => ({
  file: reportedSectionOf(report, id)?.file ?? '',
  title: `${verdict}: ${id}`,
})
