import { Judging } from '../../src/judge/judging.ts'
import type { Verdict } from '../../src/judge/verdict.ts'
import type { Claim } from '../../src/lab/claim.ts'
import { claimsOf, scenariosOf, type Lab } from '../../src/lab/lab.ts'
import type { TraceEvent } from '../../src/trace/event.ts'
import { noFault, type StagedFault } from './reenactment/faults.ts'
import { recordedRunOf, type RecordedRun } from './reenactment/recorded-run.ts'
import { reenacted } from './reenactment/reenacted.ts'
import type { Stall } from './stalls.ts'

/** A verdict that a fault of the machine has turned into another one. */
interface Wrong {
  claim: string
  expected: Verdict
  found: Verdict
  /** When the fault began: seconds from the beginning of the trace. */
  from: number
  trace: string
}

/** What became of the claims under one fault of one size. */
export interface StallOutcome {
  stall: string
  /** In seconds. */
  size: number
  /** How many traces with this fault there were, and how many verdicts on them. */
  traces: number
  judged: number
  /** How many verdicts were as without the fault, how many *blocked* instead, and those that were others. */
  kept: number
  blocked: number
  wrong: Wrong[]
}

/** How much is swept. */
interface Extent {
  stalls: readonly Stall[]
  /** At how many moments a fault of a size begins, spread evenly over all that there are; Infinity for all. */
  moments: number
  /** What is done to a trace before it is judged, to see what the judging goes by. */
  blinded?: (events: readonly TraceEvent[]) => readonly TraceEvent[]
}

interface Judged {
  verdict: Verdict
  /** When the last event came that was read for it. */
  at: number
}

/** A recorded run, and how each claim is judged on it while nothing is wrong. */
interface Subject {
  name: string
  run: RecordedRun
  begins: number
  moments: readonly number[]
  claims: readonly { claim: Claim; expected: Judged }[]
}

/**
 * Judges the claims of a lab on recorded runs to which faults of the machine were added: each kind, of each size, at
 * some moments. A claim that was certain before a fault began is not judged again.
 *
 * @param recorded the events of each run, by its name
 */
export async function sweep(
  lab: Lab,
  recorded: ReadonlyMap<string, readonly TraceEvent[]>,
  { stalls, moments, blinded = (events) => events }: Extent,
): Promise<StallOutcome[]> {
  const subjects = await Promise.all([...recorded].map(([name, events]) => subjectOf(lab, name, events)))
  const outcomes: StallOutcome[] = []
  for (const { name, sizes, fault, isLasting } of stalls) {
    for (const size of sizes) {
      const outcome: StallOutcome = {
        stall: name,
        size,
        traces: 0,
        judged: 0,
        kept: 0,
        blocked: 0,
        wrong: [],
      }
      // The moments of one fault are not those of the next, so that together they are many.
      const phase = (outcomes.length * goldenRatio) % 1
      for (const subject of subjects)
        for (const from of chosen(subject.moments, size, isLasting ? 1 : moments, phase)) {
          const under = fault(from, size * 1000)
          const events = blinded(await reenacted(subject.run, scenariosOf(lab), under))
          judgeAll(events, under, subject, outcome)
        }
      outcomes.push(outcome)
    }
  }
  return outcomes
}

const goldenRatio = 0.618034

async function subjectOf(lab: Lab, name: string, events: readonly TraceEvent[]): Promise<Subject> {
  const run = recordedRunOf(events)
  const untouched = await reenacted(run, scenariosOf(lab), noFault)
  const isOfInterest = ({ type }: TraceEvent) => /^(object|typed|exited|input|scenario)$/.test(type)
  return {
    name,
    run,
    begins: events[0]?.at ?? 0,
    moments: untouched.filter(isOfInterest).map(({ at }) => at),
    claims: judged(claimsOf(lab), untouched).map(({ claim, ...expected }) => ({ claim, expected })),
  }
}

/**
 * When a fault begins: just when an event comes, so that it is the first that is hit; or half a length before, so that
 * it is in the middle. With all of them each two neighbours are parted once.
 */
function chosen(arrivals: readonly number[], size: number, count: number, phase: number): number[] {
  const half = Math.min(Math.abs(size), 20) * 500
  const all = [...new Set(arrivals.flatMap((at) => [at, at - half]))].toSorted((a, b) => a - b)
  if (count >= all.length) return all
  return Array.from({ length: count }, (_, index) =>
    Math.floor(((index + phase) / count) * all.length),
  ).flatMap((place) => all[place] ?? [])
}

function judgeAll(
  events: readonly TraceEvent[],
  { from }: StagedFault,
  { name, begins, claims }: Subject,
  outcome: StallOutcome,
): void {
  outcome.traces += 1
  const hit = claims.filter(({ expected }) => expected.at >= from)
  const found = judged(
    hit.map(({ claim }) => claim),
    events,
  )
  for (const [place, { claim, expected }] of hit.entries()) {
    const verdict = found[place]?.verdict
    if (verdict === undefined) throw new TypeError(`expected a judgement of ${claim.id}, found none`)
    outcome.judged += 1
    if (verdict === expected.verdict) outcome.kept += 1
    else if (verdict === 'blocked') outcome.blocked += 1
    else
      outcome.wrong.push({
        claim: claim.id,
        expected: expected.verdict,
        found: verdict,
        from: (from - begins) / 1000,
        trace: name,
      })
  }
}

/** What becomes of some claims, in their order, and when the last event came that was read for each. */
function judged(claims: readonly Claim[], events: readonly TraceEvent[]): (Judged & { claim: Claim })[] {
  const judging = new Judging(claims, { doubts: true })
  const certain = events.flatMap((event) => judging.take(event).map((one) => ({ ...one, at: event.at })))
  const rest = judging.rest().map((one) => ({ ...one, at: events.at(-1)?.at ?? 0 }))
  return [...certain, ...rest]
    .toSorted((a, b) => a.place - b.place)
    .flatMap(({ place, judgement: { verdict }, at }) => {
      const claim = claims[place]
      return claim ? { claim, verdict, at } : []
    })
}
