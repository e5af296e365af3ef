import * as z from 'zod'
import { seenChange, versions, type ComparedWithRecorded } from '../compare/comparison.ts'
import type { Judgement } from '../judge/judge.ts'
import { verdicts } from '../judge/verdict.ts'
import type { Lab } from '../lab/lab.ts'
import { reasonInWords, undecidedInWords } from '../property/reason-words.ts'
import { source } from '../property/source.ts'
import type { AnswerPlaces } from '../printed/printed-places.ts'
import type { Frame } from '../trace/frame.ts'
import { unclaimed } from './comparison/unclaimed.ts'
import { printingOf, reportedPrinting } from './printing.ts'

const seconds = z.number().nonnegative()
const timestamp = z.iso.datetime()

const conjunct = z.strictObject({
  what: z.string(),
  when: z.enum(['at first', 'at last', 'at some moment', 'at every moment', 'at no moment']),
  expected: z.string(),
  from: z.string().exactOptional(),
  until: z.string().exactOptional(),
  while: z.string().exactOptional(),
  given: z.string().exactOptional(),
  answer: z.enum(['holds', 'fails', 'open']),
  /** Why it could not be decided, where that was certain. */
  because: z.string().exactOptional(),
  look: z
    .strictObject({
      at: timestamp,
      found: z.unknown(),
      sources: z.array(source),
      /** Why it does not count, whatever was found: a command did not end as it should. */
      flaw: z.string().exactOptional(),
    })
    .exactOptional(),
})

const remedy = z.strictObject({
  words: z.string(),
  /** What to write into a file, or to print as the answer. */
  write: z.string().exactOptional(),
  /** Lines to type. */
  type: z.array(z.string()).exactOptional(),
})

export const recordedDrift = z.strictObject({
  /** The id of the change in `changes.json`; none where only the author of the lab says so. */
  change: z.string().exactOptional(),
  /** `1.30`, where it was seen first while nobody knows of older ones, or `ever`. */
  since: z.union([z.string(), z.strictObject({ after: z.string().exactOptional(), by: z.string() })]),
  axis: z.enum(['server', 'kubectl']),
  severity: z.enum(['blocks', 'misleads', 'cosmetic']),
  instead: z.string(),
  remedy,
  source: z.string().exactOptional(),
})

const claim = z.strictObject({
  id: z.string(),
  step: z.string(),
  says: z.string(),
  scenario: z.string(),
  verdict: z.enum(verdicts),
  /** When it was certain. */
  settled: timestamp,
  /** The property that decided, each of its conjuncts with the look that counted. */
  conjuncts: z.array(conjunct),
  reason: z.string().exactOptional(),
  /** What is recorded of it: of each change. */
  drifts: z.array(recordedDrift).nonempty().exactOptional(),
})

/** What one run found: the content of `report.json`. Times are RFC 3339, durations seconds. */
export const report = z.strictObject({
  lab: z.strictObject({
    title: z.string(),
    /** In the order of the lab; `exercise` is what the ids of its claims begin with. */
    sections: z.array(z.strictObject({ exercise: z.string(), title: z.string(), file: z.string() })),
  }),
  kubernetes: z.strictObject({
    server: z.string(),
    kubectl: z.string(),
    /** The image of the node, with the modules of another patch in its Kubernetes, if there are any. */
    nodeImage: z.string(),
  }),
  started: timestamp,
  /** What became of the recording: verdicts on one that is not complete are not about a whole run. */
  end: z.strictObject({
    outcome: z.enum(['complete', 'interrupted', 'broken', 'cut off']),
    reason: z.string().exactOptional(),
  }),
  seconds: z.strictObject({ setup: seconds, cluster: seconds, lab: seconds, total: seconds }).partial(),
  verdicts: z.partialRecord(z.enum(verdicts), z.number().int()),
  claims: z.array(claim),
  /** What is seen that the recorded run which is most like it does not show, and belongs to nobody. */
  unclaimed: z
    .strictObject({
      /** The versions of the recorded run, and what it has in common with this one. */
      since: versions,
      like: z.enum(['the same', 'nearest', 'of another making']),
      /** Whether it is a disagreement, can't be judged, or decides nothing. */
      counts: z.enum(['fail', 'error', 'skip']),
      doubt: z.string().exactOptional(),
      changes: z.array(seenChange),
    })
    .exactOptional(),
  printed: reportedPrinting.exactOptional(),
})

export type Report = z.infer<typeof report>
export type ReportedClaim = Report['claims'][number]
export type ReportedConjunct = ReportedClaim['conjuncts'][number]
export type RecordedDrift = z.infer<typeof recordedDrift>
export type ReportedSection = Report['lab']['sections'][number]

/** Where a run spent its time, in seconds; what did not happen (a cluster, in a replay) is left out. */
export type Phases = Report['seconds']

export interface Besides {
  compared?: ComparedWithRecorded | undefined
  printed?: readonly AnswerPlaces[]
  claimsOnly?: boolean | undefined
}

/**
 * Puts a report together and checks it against its schema.
 * @param frame of the trace that was judged
 * @param started milliseconds since the epoch
 * @param besides what other witnesses than claims say: the recorded run that is most like it, and what is stored behind what was
 *   printed; and whether what is otherwise than on the nearest version decides nothing
 */
export function reportOf(
  { title, sections }: Lab,
  judged: readonly Judgement[],
  { header: { server, kubectl, nodeImage }, end }: Frame,
  started: number,
  phases: Phases,
  { compared, printed, claimsOnly = false }: Besides = {},
): Report {
  const rfc3339 = (at: number) => new Date(at).toISOString()
  return report.parse({
    lab: {
      title,
      sections: sections.map(({ exercise, title: name, file }) => ({ exercise, title: name, file })),
    },
    kubernetes: { server, kubectl, nodeImage },
    started: rfc3339(started),
    end,
    seconds: phases,
    verdicts: Object.fromEntries(
      verdicts.flatMap((verdict) => {
        const count = judged.filter((one) => one.verdict === verdict).length
        return count > 0 ? [[verdict, count]] : []
      }),
    ),
    claims: judged.map(({ at, conjuncts, reason, ...judgement }) => ({
      ...judgement,
      ...(reason && { reason: reasonInWords(reason) }),
      settled: rfc3339(at),
      conjuncts: conjuncts.map(({ look, because, ...statement }) => ({
        ...statement,
        ...(because && { because: undecidedInWords(because) }),
        ...(look && { look: { ...look, at: rfc3339(look.at) } }),
      })),
    })),
    ...(compared && { unclaimed: unclaimedIn(compared, claimsOnly) }),
    ...(printed && { printed: printingOf(printed) }),
  })
}

function unclaimedIn({ comparison, like }: ComparedWithRecorded, claimsOnly: boolean): Report['unclaimed'] {
  const { doubt } = comparison
  const changes = unclaimed(comparison)
  const decides = changes.length > 0 && like !== 'of another making' && !(claimsOnly && like === 'nearest')
  return {
    since: comparison.versions[0],
    like,
    counts: decides ? (doubt === undefined ? 'fail' : 'error') : 'skip',
    ...(doubt !== undefined && { doubt }),
    changes,
  }
}

/** The section that a claim is in. */
export function reportedSectionOf({ lab }: Report, id: string): ReportedSection | undefined {
  return lab.sections.find(({ exercise }) => id.startsWith(`${exercise}/`))
}

/** The claims of a section. */
export function reportedClaimsOf({ claims }: Report, { exercise }: ReportedSection): ReportedClaim[] {
  return claims.filter(({ id }) => id.startsWith(`${exercise}/`))
}
