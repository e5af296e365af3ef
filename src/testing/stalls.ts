import { judge } from '../judge/judge.ts'
import type { Verdict } from '../judge/verdict.ts'
import type { Claim } from '../lab/claim.ts'
import { claimsOf, scenariosOf, type Lab } from '../lab/lab.ts'
import type { TraceEvent } from '../trace/event.ts'
import {
  clockSet,
  clocksApart,
  machineFrozen,
  noFault,
  recorderStopped,
  watchLate,
  type Fault,
} from './reenactment/faults.ts'
import { recordedRun, type RecordedRun } from './reenactment/recorded-run.ts'
import { reenacted } from './reenactment/reenacted.ts'

/** A kind of fault, and how long or how far each of them is, in seconds. */
interface Stall {
  name: string
  sizes: readonly number[]
  fault: (from: number, milliseconds: number) => Fault
  /** It is there all the time: it has no moments at which it begins. */
  isLasting?: true
}

const lengths = [3, 5, 8, 12, 20]

/** What happens to machines. */
const stalls: readonly Stall[] = [
  { name: 'recorder stopped', sizes: lengths, fault: recorderStopped },
  { name: 'watch of Pods late', sizes: lengths, fault: watchLate('Pod') },
  { name: 'watch of Jobs late', sizes: lengths, fault: watchLate('Job') },
  { name: 'watch of CronJobs late', sizes: lengths, fault: watchLate('CronJob') },
  { name: 'machine frozen', sizes: lengths, fault: machineFrozen },
  { name: 'clocks apart', sizes: [-5, -2, -0.15, 0.15, 2, 5], fault: clocksApart, isLasting: true },
  { name: 'clock set', sizes: [-60, -5, -2, 2, 5, 60], fault: clockSet },
]

/** A claim that was judged in another way, though nothing of what it speaks of was different. */
interface Wrong {
  claim: string
  expected: Verdict
  found: Verdict
  /** Seconds from the beginning of the trace to that of the fault. */
  from: number
  trace: string
}

/** What became of all claims under one fault of one size. */
export interface Outcome {
  stall: string
  size: number
  traces: number
  judged: number
  kept: number
  blocked: number
  wrong: Wrong[]
}

interface Judged {
  verdict: Verdict
  /** When the event came with which it was certain. */
  at: number
}

/** A recorded run, and how each claim is judged on it where nothing is wrong. */
interface Subject {
  name: string
  run: RecordedRun
  moments: readonly number[]
  claims: readonly { claim: Claim; expected: Judged }[]
}

/** Changes a trace so that it shows less of what happened, or shows it in another way. */
export type Blinding = (events: readonly TraceEvent[]) => readonly TraceEvent[]

/**
 * Judges the claims of a lab on recorded runs with faults in them, each of each size at some moments. A claim that was
 * certain before a fault began is not judged again.
 *
 * @param recorded the events of each run, by its name
 * @param count of moments for a fault of a size in a run, spread evenly over all that there are; all where it is Infinity
 * @param blinded what is done to a trace before it is judged
 */
export async function sweep(
  lab: Lab,
  recorded: ReadonlyMap<string, readonly TraceEvent[]>,
  count: number,
  blinded: Blinding = (events) => events,
): Promise<Outcome[]> {
  const subjects = await Promise.all([...recorded].map(([name, events]) => subjectOf(lab, name, events)))
  const outcomes: Outcome[] = []
  for (const [row, { name, sizes, fault, isLasting }] of stalls.entries()) {
    for (const [column, size] of sizes.entries()) {
      const outcome: Outcome = { stall: name, size, traces: 0, judged: 0, kept: 0, blocked: 0, wrong: [] }
      for (const subject of subjects) {
        // The moments of one fault are not those of another, so that together they are many.
        const phase = ((row * lengths.length + column) * goldenRatio) % 1
        for (const from of chosen(subject.moments, size, isLasting ? 1 : count, phase))
          await judgeUnder(fault(from, size * 1000), lab, subject, outcome, blinded)
      }
      outcomes.push(outcome)
    }
  }
  return outcomes
}

const goldenRatio = 0.618034

async function subjectOf(lab: Lab, name: string, events: readonly TraceEvent[]): Promise<Subject> {
  const run = recordedRun(events)
  const untouched = await reenacted(run, scenariosOf(lab), noFault)
  const claims = await Promise.all(
    claimsOf(lab).map(async (claim) => ({ claim, expected: await judged(claim, untouched) })),
  )
  const isOfInterest = ({ type }: TraceEvent) => /^(object|typed|exited|input|scenario)$/.test(type)
  const moments = [...new Set(untouched.filter(isOfInterest).map(({ at }) => at))]
  return { name, run, moments, claims }
}

/**
 * The moments at which a fault begins: when an event comes, so that it and what follows are hit, and half its length
 * before that, so that it is over soon after.
 */
function chosen(moments: readonly number[], size: number, count: number, phase: number): number[] {
  const half = Math.min(Math.abs(size), 20) * 500
  const all = [...new Set(moments.flatMap((moment) => [moment, moment - half]))].toSorted((a, b) => a - b)
  if (count >= all.length) return all
  return Array.from({ length: count }, (_, index) => {
    const place = Math.floor(((index + phase) / count) * all.length)
    return all[place] ?? 0
  })
}

async function judgeUnder(
  fault: Fault,
  lab: Lab,
  { name, run, claims }: Subject,
  outcome: Outcome,
  blinded: Blinding,
): Promise<void> {
  const events = blinded(await reenacted(run, scenariosOf(lab), fault))
  outcome.traces += 1
  for (const { claim, expected } of claims) {
    if (expected.at < fault.from) continue
    const { verdict } = await judged(claim, events)
    outcome.judged += 1
    if (verdict === expected.verdict) outcome.kept += 1
    else if (verdict === 'blocked') outcome.blocked += 1
    else
      outcome.wrong.push({
        claim: claim.id,
        expected: expected.verdict,
        found: verdict,
        from: (fault.from - run.header.at) / 1000,
        trace: name,
      })
  }
}

async function judged(claim: Claim, events: readonly TraceEvent[]): Promise<Judged> {
  let at = 0
  async function* replayed() {
    for (const event of events) {
      at = event.at
      yield event
    }
  }
  const { verdict } = await judge(claim, replayed())
  return { verdict, at }
}
