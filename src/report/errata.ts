import type { Cleaned } from '../cleaned.ts'
import { countsAs } from '../judge/verdict.ts'
import { conjunctInWords } from '../property/words.ts'
import type { TraceEvent } from '../trace/event.ts'
import { changesInMarkdown } from './comparison/comparison-markdown.ts'
import { incomplete } from './incomplete.ts'
import { code, escaped, indented, markdownLink } from './markdown.ts'
import { proofsOf } from './proofs.ts'
import { remedyOf } from './remedy.ts'
import type { RecordedDrift, Report, ReportedClaim } from './report.ts'
import { scenarioRecords, type ScenarioRecord } from '../trace/scenario-record.ts'
import { driftSource } from './source-link.ts'
import { unclaimedHeading, unclaimedMeans } from './unclaimed-words.ts'
import { counted, sinceWords } from './words.ts'

/** Characters of what was found that an entry shows. */
const longestFound = 200

const headings: Record<RecordedDrift['severity'], string> = {
  blocks: 'Blocks: the student cannot go on',
  misleads: 'Misleads: the student goes on with a false idea',
  cosmetic: 'Cosmetic: it only looks different',
}

/**
 * What a course author should change, worst first, as Markdown: of each claim that is not true as the lab makes it,
 * what happens, since when, what to write instead, and how the trace with these events proves it.
 */
export function errataOf(report: Cleaned<Report>, events: Cleaned<readonly TraceEvent[]>): string {
  const shortcoming = incomplete(report)
  const { lab, kubernetes, claims, started } = report
  const [server, kubectl] = [escaped(kubernetes.server), escaped(kubernetes.kubectl)]
  const confirmed = claims.filter(hasDrift).filter(({ verdict }) => countsAs[verdict] === 'pass')
  const open = claims.filter(({ verdict }) => countsAs[verdict] === 'fail')
  const unjudged = claims.filter(
    ({ verdict }) => countsAs[verdict] === 'error' || countsAs[verdict] === 'skip',
  )
  const records = scenarioRecords(events)
  const parts = [
    `# ${escaped(lab.title)}: errata for Kubernetes ${server}`,
    `Of ${counted(claims.length, 'claim')} of the lab, ${confirmed.length} need another text. Each was tried on a cluster ` +
      `of ${server} with kubectl ${kubectl} on ${started.slice(0, 10)}: what the lab says did not ` +
      'happen, and what stands below did.',
    ...(shortcoming === undefined ? [] : [escaped(shortcoming)]),
    ...openPart(open),
    ...Object.entries(headings).flatMap(([severity, heading]) => {
      const found = confirmed.filter((claim) => worstOf(claim) === severity)
      return found.length > 0
        ? [`## ${heading}`, ...found.map((claim) => entry(claim, server, records.get(claim.scenario)))]
        : []
    }),
    ...unclaimedPart(report),
    ...unjudgedPart(unjudged),
  ]
  return `${parts.join('\n\n')}\n`
}

type Drifted = ReportedClaim & { drifts: readonly RecordedDrift[] }

const hasDrift = (claim: ReportedClaim): claim is Drifted => claim.drifts !== undefined

const worstOf = ({ drifts }: Drifted) =>
  Object.keys(headings).find((severity) => drifts.some((drift) => drift.severity === severity))

/** `### Step 1.2: web/is-made`; the section is in the id. */
const heading = ({ step, id }: ReportedClaim) => `### Step ${step}: ${code(id)}`

function entry(claim: Drifted, server: string, record: ScenarioRecord | undefined): string {
  const { says, drifts, verdict, conjuncts } = claim
  const isDated = drifts.some(({ since }) => typeof since === 'string' || since.after !== undefined)
  const was = isDated ? 'It was true once.' : 'Whether it was true once, nobody knows.'
  const said = verdict === 'never held' ? '*It was never true.*' : `*${was}*`
  return [
    heading(claim),
    [
      `- **The lab says:** ${escaped(says)} ${said}`,
      ...drifts.flatMap(changeItems),
      `- **Proven on ${server}:**`,
      indented(proofsOf(conjuncts, record?.commands ?? [])),
    ].join('\n'),
  ].join('\n\n')
}

function changeItems(drift: RecordedDrift): string[] {
  return [
    `- **What happens:** ${escaped(drift.instead)}`,
    `- **Since:** ${escaped(sinceWords(drift))} (${markdownLink(driftSource(drift))})`,
    `- **Write or type instead:** ${indented(remedyOf(drift.remedy)).trimStart()}`,
  ]
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
          ...claim.conjuncts.map((conjunct) => `- ${escaped(conjunctInWords(conjunct, longestFound))}`),
        ].join('\n'),
      ].join('\n\n'),
    ),
  ]
}

function unclaimedPart(report: Report): string[] {
  const means = unclaimedMeans(report)
  return means === undefined
    ? []
    : [`## ${unclaimedHeading}`, escaped(means), changesInMarkdown(report.unclaimed?.changes ?? [])]
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
