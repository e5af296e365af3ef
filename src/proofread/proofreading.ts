import { placeOf } from '../compare/place.ts'
import type { Judgement } from '../judge/judge.ts'
import { looksAtCommand } from '../judge/steps-of-commands.ts'
import type { Claim } from '../lab/claim.ts'
import { claimOf, isDrifted, type PlaceOwner } from './claim-of.ts'
import type { Cluster } from './cluster.ts'
import type { PrintedDifference } from './compare-printed.ts'
import { excerptsOf, type Excerpt, type Part } from './excerpts.ts'
import { figuresIn } from './figures.ts'
import type { KnownLine } from './known-line.ts'
import { compared, comparedFile, fileShown, matched, placesIn, type Match } from './match.ts'
import type { Span } from './passage.ts'
import type { Printed } from './printed.ts'
import { readText } from './read-text.ts'
import type { Text } from './text.ts'
import { tallied, tallyOf, type Tally } from './standing.ts'
import { typedAs, typedWithoutRandom } from './typed-line.ts'

/** A place of a text where it says something else than the cluster, or lacks something. */
export interface Finding {
  kind: PrintedDifference['kind']
  /** Where in what is printed. */
  place: string
  /** What the text prints, and what the cluster shows. */
  printed: string | undefined
  shown: string | undefined
  /** Where in the text. */
  span: Span | undefined
  owner: PlaceOwner
  difference: PrintedDifference
}

/** Something that a text shows: a line that is typed with what it prints, or a file. */
export interface Shown {
  type: 'shown'
  excerpt: Excerpt
  /**
   * *matched*: the student types it too. *file*: it is a file that a later line names. *replaced*: the lab types it, and
   * changes are recorded that make it useless. *not matched*: nobody knows it.
   */
  standing: 'matched' | 'file' | 'replaced' | 'not matched'
  line?: KnownLine
  step?: string
  /** What the cluster printed, or the file as it was. */
  clusterSaid: string
  /** How many places are printed, by what can be said of them. */
  tally: Tally
  findings: readonly Finding[]
  /** Of those that were printed otherwise, and are not stale, the reasons. */
  allowed: readonly string[]
  /** The claims that a replaced line belongs to. */
  owners: readonly string[]
  /** Claims of which a change is recorded, that look at what came back and own no place that is printed. */
  remarks: readonly string[]
  printed?: Printed
  wanted?: Printed
}

/** A line that is said to people. */
export interface Said {
  type: 'said'
  span: Span
  /** The claims of its step that speak of a figure in it. */
  claims: readonly string[]
}

/** A text that was checked against a run. */
export interface Proofreading {
  /** The name of the file. */
  name: string
  text: Text
  cluster: Cluster
  parts: readonly (Shown | Said)[]
}

/**
 * Checks a text against a recorded run.
 * @param name of its file, whose ending says its form
 */
export function proofread(name: string, content: string, cluster: Cluster): Proofreading {
  const text = readText(name, content)
  const all = excerptsOf(text, cluster.vocabulary)
  const excerpts = all.filter((part) => part.type === 'excerpt')
  const lines = matched(excerpts, cluster)
  const shown = excerpts.map((excerpt, at) => {
    const match = lines.get(excerpt)
    if (match) return ofMatch(match, cluster)
    if (excerpt.shows !== undefined) return ofFile(excerpt, at, excerpts, lines, cluster)
    return replaced(excerpt, cluster) ?? unmatched(excerpt)
  })
  const spread = shareOwners(shown)
  const owned = new Set(spread.flatMap(ownersIn))
  const remarked = spread.map((one) => ({ ...one, remarks: remarksOn(one, owned, cluster) }))
  const byExcerpt = new Map(remarked.map((one) => [one.excerpt, one]))
  const parts = all.flatMap((part, at): (Shown | Said)[] =>
    part.type === 'excerpt'
      ? [byExcerpt.get(part) ?? unmatched(part)]
      : saidIn(part, stepsAround(all, at, byExcerpt), cluster),
  )
  return { name, text, cluster, parts }
}

function ofMatch(match: Match, cluster: Cluster): Shown {
  const { excerpt, line, printed, differences } = match
  const step = cluster.steps.get(line.command)
  return {
    type: 'shown',
    excerpt,
    standing: 'matched',
    line,
    ...(step !== undefined && { step }),
    clusterSaid: line.printed,
    ...judged(match, differences, cluster),
    owners: [],
    remarks: [],
    printed,
    wanted: cluster.shownBy(line),
  }
}

function judged(match: Match, differences: readonly PrintedDifference[], cluster: Cluster) {
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

function ofFile(
  excerpt: Excerpt,
  at: number,
  excerpts: readonly Excerpt[],
  lines: ReadonlyMap<Excerpt, Match>,
  cluster: Cluster,
): Shown {
  const name = excerpt.shows ?? ''
  const next = excerpts.findIndex(
    (other, index) => index > at && lines.has(other) && fileShown(excerpts, index) === excerpt,
  )
  const later = excerpts[next]
  const line = later && lines.get(later)?.line
  const file = line?.command.files.get(name)
  if (!line || file === undefined) return unmatched(excerpt)
  const { printed, shown, differences } = comparedFile(excerpt, file)
  const findings = differences.map((difference) =>
    finding(difference, ownerInFile(difference, line, cluster)),
  )
  const step = cluster.steps.get(line.command)
  return {
    type: 'shown',
    excerpt,
    standing: 'file',
    line,
    ...(step !== undefined && { step }),
    clusterSaid: file,
    tally: tallied(printed, findings),
    findings,
    allowed: [],
    owners: [],
    remarks: [],
    printed,
    wanted: shown,
  }
}

/** A line of a file belongs to a change whose remedy writes it. */
function ownerInFile({ path, values }: PrintedDifference, line: KnownLine, { run }: Cluster): PlaceOwner {
  const ids = run.judged
    .filter(({ scenario }) => scenario === line.scenario)
    .filter(isDrifted)
    .filter(
      ({ drift }) => values[1] !== undefined && drift?.remedy.write?.includes(`${path.at(-1)}: ${values[1]}`),
    )
    .map(({ id }) => id)
  return ids.length > 0 ? { type: 'drift', ids } : { type: 'nobody' }
}

/** A line that the lab types, and that nobody types on this version: it belongs to the claims that look for it. */
function replaced(excerpt: Excerpt, cluster: Cluster): Shown | undefined {
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
  const ofStep = drifted.filter((judgement) => judgement.step === step && judgement.drift?.remedy.type)
  const owners = looking.length > 0 ? looking : ofStep
  const [owner] = owners
  if (!owner) return undefined
  const likes = line ? [line.printed] : []
  const printed = line ? compared(excerpt, line, cluster).printed : undefined
  return {
    type: 'shown',
    excerpt,
    standing: 'replaced',
    step: owner.step,
    clusterSaid: likes.join('\n'),
    tally: tallyOf({ 'changed as recorded': printed ? placesIn(printed.content) : 0 }),
    findings: [],
    allowed: [],
    owners: owners.map(({ id }) => id),
    remarks: [],
    ...(printed && { printed }),
  }
}

const looksFor = (plain: string, claim: Claim | undefined) =>
  claim?.holds.lines.some((line) => line instanceof RegExp && line.test(plain)) ?? false

const unmatched = (excerpt: Excerpt): Shown => ({
  type: 'shown',
  excerpt,
  standing: 'not matched',
  clusterSaid: '',
  tally: tallyOf({ 'not matched': excerpt.printed.lines.filter((line) => !line.isEmpty).length }),
  findings: [],
  allowed: [],
  owners: [],
  remarks: [],
})

const ownersIn = ({ owners, findings }: Shown): string[] => [
  ...owners,
  ...findings.flatMap(({ owner }) => (owner.type === 'drift' ? owner.ids : [])),
]

/** What a change owns in one print is its own in the others: the same place, changed in the same way. */
function shareOwners(shown: readonly Shown[]): Shown[] {
  const owners = new Map<string, PlaceOwner>()
  for (const one of shown)
    for (const found of one.findings)
      if (found.owner.type === 'drift')
        for (const key of alike(found, one)) if (!owners.has(key)) owners.set(key, found.owner)
  return shown.map((one) => {
    const findings = one.findings.map((found) => {
      if (found.owner.type === 'drift') return found
      const owner = alike(found, one).flatMap((key) => owners.get(key) ?? [])[0]
      return owner ? { ...found, owner } : found
    })
    const counted = one.standing === 'replaced' ? undefined : one.printed
    return { ...one, findings, ...(counted && { tally: tallied(counted, findings) }) }
  })
}

function alike({ kind, place, printed, shown, difference }: Finding, { line }: Shown): string[] {
  const isRow = difference.path[0] === 'rows'
  const digits = [printed, shown].map((text) => text?.match(/^([\w-]+-)(\d{6,})/))
  return [
    JSON.stringify([kind, place, printed, shown]),
    // Rows of one table go together.
    ...(isRow ? [JSON.stringify([kind, 'rows', line?.command.number])] : []),
    ...(digits[0] && digits[1]
      ? [JSON.stringify([digits[0][1], digits[0][2]?.length, digits[1][2]?.length])]
      : []),
  ]
}

function remarksOn({ line, standing }: Shown, owned: ReadonlySet<string>, { run }: Cluster): string[] {
  if (!line || standing !== 'matched') return []
  return run.judged
    .filter(
      (judgement) =>
        isDrifted(judgement) && !owned.has(judgement.id) && looksAtCommand(judgement, line.command),
    )
    .map(({ id }) => id)
}

/** The steps of what is shown directly before and after a sentence, up to the next sentences. */
function stepsAround(all: readonly Part[], at: number, shown: ReadonlyMap<Excerpt, Shown>): Set<string> {
  const nearest = (parts: readonly Part[]) => {
    const from = parts.findIndex(({ type }) => type === 'excerpt')
    const to = parts.findIndex(({ type }, index) => index > from && type === 'prose')
    return from === -1 ? [] : parts.slice(from, to === -1 ? undefined : to)
  }
  const around = [...nearest(all.slice(0, at).toReversed()), ...nearest(all.slice(at))]
  return new Set(around.flatMap((part) => (part.type === 'excerpt' ? (shown.get(part)?.step ?? []) : [])))
}

function saidIn(
  { line }: Extract<Part, { type: 'prose' }>,
  steps: ReadonlySet<string>,
  cluster: Cluster,
): Said[] {
  const figures = figuresIn(line.text)
  const { span } = line
  if (!span) return []
  const claims = cluster.run.judged.filter(
    (judgement) =>
      steps.has(judgement.step) && figuresIn(whatIsSaid(judgement)).intersection(figures).size > 0,
  )
  return [{ type: 'said', span, claims: claims.map(({ id }) => id) }]
}

const whatIsSaid = ({ says, drift }: Judgement) => [says, drift?.instead, drift?.remedy.words].join(' ')
