import { markdownTable } from 'markdown-table'
import type { Cleaned } from '../cleaned.ts'
import { countsAs, verdicts } from '../judge/verdict.ts'
import { incomplete } from './incomplete.ts'
import { code, escaped } from './markdown.ts'
import type { RecordedDrift, Report, ReportedClaim } from './report.ts'
import { unclaimedHeading, unclaimedMeans } from './unclaimed-words.ts'
import { sinceWords, verdictWords } from './words.ts'

/** Characters of a reason that a row shows. */
const longest = 300

/** The report as a GitHub job shows it, in Markdown: the counts, what failed or was blocked, and the errata in short. */
export function jobSummaryOf(report: Cleaned<Report>): string {
  const shortcoming = incomplete(report)
  const changed = unclaimedMeans(report)
  const { lab, kubernetes, verdicts: found, claims } = report
  const counts = verdicts.flatMap((verdict) => {
    const { sign, means } = verdictWords[verdict]
    return found[verdict] ? [[`${sign} ${verdict}`, String(found[verdict]), means]] : []
  })
  const attention = claims
    .filter(({ verdict }) => countsAs[verdict] === 'fail' || countsAs[verdict] === 'error')
    .map(({ step, id, verdict, says, reason }) => [step, `\`${id}\``, verdict, cell(reason ?? says)])
  const errata = (['blocks', 'misleads', 'cosmetic'] as const).flatMap((severity) =>
    claims
      .filter(isConfirmed)
      .flatMap(({ step, drifts = [] }) =>
        drifts.filter((drift) => drift.severity === severity).map((drift) => erratum(step, drift)),
      ),
  )
  const part = (heading: string, header: string[], rows: string[][]) =>
    rows.length > 0 ? [`### ${heading}`, markdownTable([header, ...rows])] : []
  return `${[
    `## ${escaped(lab.title)} on Kubernetes ${escaped(kubernetes.server)}, kubectl ${escaped(kubernetes.kubectl)}`,
    ...(shortcoming === undefined ? [] : [escaped(shortcoming)]),
    markdownTable([['Verdict', 'Claims', 'Means'], ...counts]),
    ...(changed === undefined ? [] : [`### ${unclaimedHeading}`, escaped(changed)]),
    ...part('To look at', ['Step', 'Claim', 'Verdict', 'What'], attention),
    ...part('To change in the lab', ['Step', 'Severity', 'Since', 'Instead'], errata),
  ].join('\n\n')}\n`
}

const isConfirmed = ({ verdict }: ReportedClaim) => countsAs[verdict] === 'pass'

const inCell = (markdown: string) => markdown.replaceAll('|', String.raw`\|`)
const cell = (text: string) => inCell(escaped(text.length > longest ? `${text.slice(0, longest)}…` : text))

function erratum(step: string, drift: RecordedDrift): string[] {
  const { words, type = [] } = drift.remedy
  const instead = [cell(words), ...type.map((line) => inCell(code(line)))].join(' ')
  return [step, drift.severity, escaped(sinceWords(drift)), instead]
}
