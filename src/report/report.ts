import * as z from 'zod'
import type { JudgedClaim } from '../judge/claims-as-tests.ts'
import { verdicts } from '../judge/verdict.ts'
import type { Versions } from '../lab/drift.ts'

const seconds = z.number().nonnegative()
const timestamp = z.iso.datetime()

const evidence = z.strictObject({
  at: timestamp,
  of: z.string(),
  expected: z.string(),
  found: z.unknown(),
})

const drift = z.strictObject({
  since: z.string(),
  axis: z.enum(['server', 'kubectl']),
  severity: z.enum(['blocks', 'misleads', 'cosmetic']),
  instead: z.string(),
  remedy: z.string(),
  source: z.string(),
})

/** What one run found: the content of `report.json`. Times are RFC 3339, durations seconds. */
export const report = z.strictObject({
  kubernetes: z.strictObject({ server: z.string(), kubectl: z.string() }),
  started: timestamp,
  seconds: z.strictObject({ setup: seconds, cluster: seconds, lab: seconds, total: seconds }).partial(),
  verdicts: z.partialRecord(z.enum(verdicts), z.number().int()),
  claims: z.array(
    z.strictObject({
      id: z.string(),
      step: z.string(),
      says: z.string(),
      scenario: z.string(),
      verdict: z.enum(verdicts),
      /** From the start of the run until it was certain. */
      seconds,
      expected: z.string(),
      evidence: z.array(evidence),
      reason: z.string().optional(),
      drift: drift.optional(),
    }),
  ),
})

export type Report = z.infer<typeof report>

/** Where a run spent its time, in seconds; what did not happen (a cluster, in a replay) is left out. */
export type Phases = Report['seconds']

/**
 * Puts a report together and checks it against its schema.
 * @param started milliseconds since the epoch
 */
export function reportOf(
  judged: readonly JudgedClaim[],
  versions: Versions,
  started: number,
  phases: Phases,
): Report {
  const counted = verdicts.map((verdict) => [
    verdict,
    judged.filter((one) => one.judgement.verdict === verdict).length,
  ])
  return report.parse({
    kubernetes: { server: versions.server, kubectl: versions.kubectl },
    started: new Date(started).toISOString(),
    seconds: phases,
    verdicts: Object.fromEntries(counted.filter(([, count]) => count !== 0)),
    claims: judged.map(({ judgement: { at, evidence: looks, ...judgement }, ...claim }) => ({
      ...claim,
      ...judgement,
      seconds: Math.max(0, at - started) / 1000,
      evidence: looks.map((look) => ({ ...look, at: new Date(look.at).toISOString() })),
    })),
  })
}
