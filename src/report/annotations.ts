import type { Cleaned } from '../cleaned.ts'
import { countsAs } from '../judge/verdict.ts'
import { conjunctsInWords } from '../property/words.ts'
import { printingLine, misprintInWords } from './printing-words.ts'
import { misprintedIn } from './printing.ts'
import { unclaimedMeans } from './unclaimed-words.ts'
import { reportedSectionOf, type Report, type ReportedClaim } from './report.ts'

/** Characters of what was found that an annotation shows. */
const longestFound = 200

/** What GitHub takes of a step: so many errors, each of so many characters. The others it leaves out and does not say so. */
const most = 10
const longest = 4096

/**
/**
 * A GitHub workflow command for each claim that failed or was blocked, an error at the file that has the claim; for each
 * line that printed something else than what is stored; and for what has changed and no claim speaks of. What failed comes
 * first; where there are more than GitHub takes, the last one says how many are left out.
 */
export function annotationsOf(report: Cleaned<Report>): string[] {
  const { claims } = report
  const counting = (kind: 'fail' | 'error') => claims.filter(({ verdict }) => countsAs[verdict] === kind)
  const commandOf = (claim: ReportedClaim) => command(textOf(claim), fileAndTitle(report, claim))
  const changed = report.unclaimed?.counts === 'skip' ? undefined : unclaimedMeans(report)
  const found = [
    ...counting('fail').map(commandOf),
    ...misprintedIn(report).map((line) =>
      command([printingLine(line), ...line.disagree.map(misprintInWords)].join('\n'), ' title=not as stored'),
    ),
    ...(changed === undefined ? [] : [command(changed)]),
    ...counting('error').map(commandOf),
  ]
  const shown = found.length > most ? found.slice(0, most - 1) : found
  const left = found.length - shown.length
  return [
    ...shown,
    ...(left > 0
      ? [command(`${left} more failed or could not be judged: the summary of the job has them all.`)]
      : []),
  ]
}

const textOf = ({ says, conjuncts, reason }: ReportedClaim) =>
  [says, ...(reason === undefined ? [] : [reason]), ...conjunctsInWords(conjuncts, longestFound)].join('\n')

const fileAndTitle = (report: Report, { id, verdict }: ReportedClaim) =>
  ` file=${property(reportedSectionOf(report, id)?.file ?? '')},title=${property(`${verdict}: ${id}`)}`

function command(text: string, properties = ''): string {
  return `::error${properties}::${data(text.length > longest ? `${text.slice(0, longest - 1)}…` : text)}`
}

const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
