import { countsAs } from '../judge/verdict.ts'
import { code, escaped } from './markdown.ts'
import type { Report } from './report.ts'
import { sourceLink } from './source-link.ts'
import { counted, foundText, sinceWords, type RecordedDrift, type ReportedClaim } from './words.ts'

const headings: Record<RecordedDrift['severity'], string> = {
  blocks: 'Blocks: the student cannot go on',
  misleads: 'Misleads: the student goes on with a false idea',
  cosmetic: 'Cosmetic: it only looks different',
}

/**
 * What a course author should change, worst first, as Markdown: of each claim that is not true as the lab makes it,
 * what happens, since when, and what to write instead.
 */
export function errataOf(report: Report): string {
  const { kubernetes, claims, started } = report
  const confirmed = claims.filter(hasDrift).filter(({ verdict }) => countsAs[verdict] === 'pass')
  const open = claims.filter(({ verdict }) => countsAs[verdict] === 'fail')
  const unjudged = claims.filter(
    ({ verdict }) => countsAs[verdict] === 'error' || countsAs[verdict] === 'skip',
  )
  const parts = [
    `# Errata for Kubernetes ${kubernetes.server}`,
    `Of ${counted(claims.length, 'claim')} of the lab, ${confirmed.length} need another text. Each was tried on a cluster ` +
      `of ${kubernetes.server} with kubectl ${kubernetes.kubectl} on ${started.slice(0, 10)}: what the lab says did not ` +
      'happen, and what stands below did.',
    ...openPart(open),
    ...Object.entries(headings).flatMap(([severity, heading]) => {
      const found = confirmed.filter(({ drift }) => drift.severity === severity)
      return found.length > 0
        ? [`## ${heading}`, ...found.map((claim) => entry(claim, kubernetes.server))]
        : []
    }),
    ...unjudgedPart(unjudged),
  ]
  return `${parts.join('\n\n')}\n`
}

type Drifted = ReportedClaim & { drift: RecordedDrift }

const hasDrift = (claim: ReportedClaim): claim is Drifted => claim.drift !== undefined

/** `### 6.3j.13, job/deadline-one-condition`; the section is in the step. */
const heading = ({ step, id }: ReportedClaim) => `### Step ${step}: ${code(id)}`

function entry(claim: Drifted, server: string): string {
  const { says, drift, verdict, evidence } = claim
  const { href, text } = sourceLink(drift.source)
  const said = verdict === 'never held' ? '*It was never true.*' : '*It was true once.*'
  return [
    heading(claim),
    [
      `- **The lab says:** ${escaped(says)} ${said}`,
      `- **What happens:** ${escaped(drift.instead)}`,
      `- **Since:** ${sinceWords(drift)} ([${escaped(text)}](${href}))`,
      `- **Write or type instead:** ${escaped(drift.remedy)}`,
      `- **Proven on ${server}:** ${evidence.map(({ of, found }) => `${escaped(of)}: ${code(foundText(found, 120))}`).join('; ')}`,
    ].join('\n'),
  ].join('\n\n')
}

function openPart(found: readonly ReportedClaim[]): string[] {
  if (found.length === 0) return []
  return [
    '## New: not explained yet',
    'These disagree with the cluster in a way that is not recorded. They are no errata before somebody has found out why.',
    ...found.map((claim) =>
      [
        heading(claim),
        [
          `- **The lab says:** ${escaped(claim.says)} *Verdict: ${claim.verdict}.*`,
          `- **Expected:** ${escaped(claim.expected)}`,
          ...claim.evidence.map(
            ({ of, found: value }) => `- **Found:** ${escaped(of)}: ${code(foundText(value, 200))}`,
          ),
        ].join('\n'),
      ].join('\n\n'),
    ),
  ]
}

function unjudgedPart(found: readonly ReportedClaim[]): string[] {
  if (found.length === 0) return []
  return [
    '## Not judged in this run',
    found
      .map(
        ({ id, step, verdict, reason }) =>
          `- ${step}, ${code(id)}: ${verdict}${reason ? `, ${escaped(reason)}` : ''}`,
      )
      .join('\n'),
  ]
}
