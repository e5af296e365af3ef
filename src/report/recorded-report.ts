import { join } from 'node:path'
import { catalogue } from '../catalogue.ts'
import type { JudgedClaim } from '../judge/claims-as-tests.ts'
import type { Judgement } from '../judge/judge.ts'
import { judgeOn } from '../judge/mutations.ts'
import type { Claim } from '../lab/claim.ts'
import type { TraceEvent } from '../trace/event.ts'
import { Trace } from '../trace/trace.ts'
import { reportOf, type Report } from './report.ts'

const trace = join(import.meta.dirname, '../../traces/v1.37.2.ndjson.gz')

/**
 * The report of a committed trace, for tests; with a change of its events, the report of a run that never was.
 * @param change what to make of each event
 */
export async function recordedReport(
  change: (event: TraceEvent) => TraceEvent = (event) => event,
): Promise<{ report: Report; events: readonly TraceEvent[] }> {
  const events = (await Array.fromAsync(new Trace(trace))).map(change)
  const header = events.find((event) => event.type === 'header')
  if (!header) throw new TypeError(`expected a header in ${trace}, found none`)
  const claims = await catalogue()
  const judged = await Promise.all(
    claims.map(async (claim) => judgedClaim(claim, await judgeOn(claim, events))),
  )
  return { report: reportOf(judged, header, header.at, { lab: 295, total: 315.2 }), events }
}

function judgedClaim({ id, step, says, in: { name } }: Claim, judgement: Judgement): JudgedClaim {
  const { drift, ...rest } = judgement
  const claim = { id, step, says, scenario: name }
  if (!drift) return { ...claim, judgement: rest }
  const { now: _, ...recorded } = drift
  return { ...claim, judgement: { ...rest, drift: recorded } }
}
