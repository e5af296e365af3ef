import { placeOf } from '../compare/place.ts'
import type { Claim } from '../lab/claim.ts'
import { claimOf, isDrifted, type PlaceOwner } from './claim-of.ts'
import type { KnownRun } from './cluster.ts'
import type { PrintedDifference } from './compare-printed.ts'
import type { Excerpt } from './excerpts.ts'
import type { KnownLine } from './known-line.ts'
import { compared, comparedFile, fileShown, placesIn, type Match } from './match.ts'
import type { Finding } from './finding.ts'
import type { Shown } from './proofreading.ts'
import { tallied, tallyOf } from './standing.ts'
import { typedAs, typedWithoutRandom } from './typed-line.ts'

const nothingFound = { type: 'shown', findings: [], allowed: [], owners: [], remarks: [] } as const

/** A line, with its step where that is known. */
function withStep(line: KnownLine, { steps }: KnownRun): Pick<Shown, 'line' | 'step'> {
  const step = steps.get(line.command)
  return { line, ...(step !== undefined && { step }) }
}

/** A line that the student types too. */
export function shownLine(match: Match, cluster: KnownRun): Shown {
  const { excerpt, line, printed, differences } = match
  return {
    ...nothingFound,
    excerpt,
    standing: 'matched',
    ...withStep(line, cluster),
    clusterSaid: line.printed,
    ...judged(match, differences, cluster),
    printed,
    wanted: cluster.shown(line.printed),
  }
}

function judged(match: Match, differences: readonly PrintedDifference[], cluster: KnownRun) {
  const found = differences.map((difference) => ({ difference, owner: claimOf(cluster, match, difference) }))
  const findings = found.flatMap(({ difference, owner }) =>
    owner.type === 'allowed' ? [] : [finding(difference, owner)],
  )
  const allowed = found.flatMap(({ owner }) => (owner.type === 'allowed' ? [owner.because] : []))
  return { findings, allowed: [...new Set(allowed)], tally: tallied(match.printed, findings) }
}

const finding = (difference: PrintedDifference, owner: PlaceOwner): Finding => ({
  kind: difference.kind,
  place: placeOf(['', ...difference.path]).trim(),
  printed: difference.values[0],
  shown: difference.values[1],
  span: difference.span,
  owner,
  difference,
})

/** A file that a later line names. */
export function shownFile(
  excerpt: Excerpt,
  at: number,
  excerpts: readonly Excerpt[],
  lines: ReadonlyMap<Excerpt, Match>,
  cluster: KnownRun,
): Shown {
  const name = excerpt.shows ?? ''
  const next = excerpts.findIndex(
    (other, index) => index > at && lines.has(other) && fileShown(excerpts, index) === excerpt,
  )
  const later = excerpts[next]
  const line = later && lines.get(later)?.line
  const file = line?.command.files.get(name)
  if (!line || file === undefined) return unmatched(excerpt)
  const { printed, shown, differences } = comparedFile(excerpt, file, cluster)
  const findings = differences.map((difference) =>
    finding(difference, ownerInFile(difference, line, cluster)),
  )
  return {
    ...nothingFound,
    excerpt,
    standing: 'file',
    ...withStep(line, cluster),
    clusterSaid: file,
    tally: tallied(printed, findings),
    findings,
    printed,
    wanted: shown,
  }
}

/** A line of a file belongs to a change whose remedy writes it. */
function ownerInFile({ path, values }: PrintedDifference, line: KnownLine, { run }: KnownRun): PlaceOwner {
  const ids = run.judged
    .filter(({ scenario }) => scenario === line.scenario)
    .filter(isDrifted)
    .filter(
      ({ drifts = [] }) =>
        values[1] !== undefined &&
        drifts.some(({ remedy }) => remedy.write?.includes(`${path.at(-1)}: ${values[1]}`)),
    )
    .map(({ id }) => id)
  return ids.length > 0 ? { type: 'drift', ids } : { type: 'nobody' }
}

/** A line that the lab types, and that nobody types on this version: it belongs to the claims that look for it. */
export function replacedLine(excerpt: Excerpt, cluster: KnownRun): Shown | undefined {
  const { plain } = excerpt
  if (plain.text === '') return undefined
  const drifted = cluster.run.judged.filter(isDrifted)
  const looking = drifted.filter(({ id }) =>
    looksFor(
      plain.text,
      cluster.claims.find((claim) => claim.id === id),
    ),
  )
  const without = typedWithoutRandom(plain.text)
  const line =
    without === typedAs(plain.text) ? undefined : cluster.lines.find(({ typed }) => typed === without)
  const step = line && cluster.steps.get(line.command)
  const ofStep = drifted.filter(
    (judgement) => judgement.step === step && judgement.drifts?.some(({ remedy }) => remedy.type),
  )
  const owners = looking.length > 0 ? looking : ofStep
  const [owner] = owners
  if (!owner) return undefined
  const likes = line ? [line.printed] : []
  const printed = line ? compared(excerpt, line, cluster).printed : undefined
  return {
    ...nothingFound,
    excerpt,
    standing: 'replaced',
    step: owner.step,
    clusterSaid: likes.join('\n'),
    tally: tallyOf({ 'changed as recorded': printed ? placesIn(printed.content) : 0 }),
    owners: owners.map(({ id }) => id),
    ...(printed && { printed }),
  }
}

const looksFor = (plain: string, claim: Claim | undefined) =>
  claim?.holds.lines.some((line) => line instanceof RegExp && line.test(plain)) ?? false

/** What nobody knows. */
export const unmatched = (excerpt: Excerpt): Shown => ({
  ...nothingFound,
  excerpt,
  standing: 'not matched',
  clusterSaid: '',
  tally: tallyOf({ 'not matched': excerpt.printed.lines.filter((line) => !line.isEmpty).length }),
})
