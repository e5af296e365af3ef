import type { Fault } from './fault.ts'
import type { FaultKind } from './faults.ts'
import { Random } from '../kit/random.ts'

/** When a fault comes: seconds after the first scenario begins, or after a firing of a schedule with a period of so many. */
export type Moment = { afterBegin: number } | { firing: number; offset: number; period: number }

/** A fault with all that is drawn for it. */
export interface PlannedFault {
  fault: Fault
  moment: Moment
  /** Seconds; 0 where it is over at once. */
  lasts: number
  /** From 0 up to 1: which of some things it takes. */
  pick: number
}

/** A run of the lab with its faults, or one that is killed so many seconds after its start, and the next one. */
export type PlannedRun = { number: number } & (
  | { quick: boolean; faults: readonly PlannedFault[] }
  | { killedAfter: number }
)

/** Seconds after the begin at which the faults of a run come, one in each span. */
const quickSpans = [
  [0, 14],
  [18, 36],
] as const
const fullSpans = [
  [2, 90],
  [150, 290],
] as const
/** Of which firings of a run of the whole lab a fault is about, and where about it begins (seconds). */
const firings = [1, 2, 3] as const
const aboutFiring = [-7, 1] as const
/** A run of the short scenarios, and the making of its cluster (seconds). */
const lifeOfQuickRun = 75

/**
 * Draws a plan: the same one for the same faults, number and seed. Kinds take turns. What comes about a firing gets runs
 * of the whole lab, filled up with others; the rest gets quick runs. What somebody else does to the lab is never in one
 * run with what goes wrong in the cluster.
 * @param count of faults
 * @param quick without what needs the whole lab
 * @param period of the lab's schedule (seconds); without one nothing comes about a firing
 */
export function planOf(
  kinds: readonly FaultKind[],
  count: number,
  seed: number,
  { quick, period }: { quick: boolean; period?: number | undefined },
): PlannedRun[] {
  const random = new Random(seed)
  const isPossible = ({ needs }: Fault) => needs === 'any moment' || (!quick && period !== undefined)
  const possible = kinds.filter((kind) => typeof kind === 'string' || isPossible(kind))
  const drawn = dealt(possible, count, random)
  const some = drawn.filter((kind) => typeof kind !== 'string')
  const atFirings = some.filter(({ needs }) => needs === 'a firing')
  const bySomebody = some.filter((fault) => fault.bySomebody)
  const others = some.filter(({ needs, bySomebody: is }) => needs === 'any moment' && !is)
  const full = chunks(atFirings, 2).map((about) => {
    const places = random.shuffled(firings)
    const faults = [
      ...about.map((fault, index) =>
        planned(fault, random, {
          firing: places[index] ?? firings[0],
          offset: random.between(...aboutFiring),
          period: period ?? 0,
        }),
      ),
      ...inSpans(others.splice(0, fullSpans.length), fullSpans, random),
    ]
    return { quick: false, faults }
  })
  const short = [...chunks(others, quickSpans.length), ...chunks(bySomebody, quickSpans.length)].map(
    (chunk) => ({ quick: true, faults: inSpans(chunk, quickSpans, random) }),
  )
  const kills = drawn
    .filter((kind) => typeof kind === 'string')
    .map(() => ({ killedAfter: random.between(1, lifeOfQuickRun) }))
  return [...full, ...short, ...kills].map((run, index) => ({ number: index + 1, ...run }))
}

/** Each in turn, in an order that is drawn anew each time round. */
function dealt<T>(things: readonly T[], count: number, random: Random): T[] {
  if (things.length === 0) return []
  const rounds = Array.from({ length: Math.ceil(count / things.length) }, () => random.shuffled(things))
  return rounds.flat().slice(0, count)
}

const inSpans = (
  faults: readonly Fault[],
  spans: readonly (readonly [number, number])[],
  random: Random,
): PlannedFault[] =>
  faults.map((fault, index) =>
    planned(fault, random, { afterBegin: random.between(...(spans[index] ?? [0, 0])) }),
  )

const planned = (fault: Fault, random: Random, moment: Moment): PlannedFault => ({
  fault,
  moment,
  lasts: fault.lasts ? random.between(...fault.lasts) : 0,
  pick: random.next(),
})

const chunks = <T>(things: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(things.length / size) }, (_, index) =>
    things.slice(index * size, (index + 1) * size),
  )

/** A moment in words. */
export const momentInWords = (moment: Moment): string =>
  'firing' in moment
    ? `${moment.offset} s from firing ${moment.firing}`
    : `${moment.afterBegin} s after the begin`

/**
 * When a moment comes.
 * @param begun when the first scenario began: milliseconds since the epoch, as the result
 */
export function timeOf(moment: Moment, begun: number): number {
  if ('afterBegin' in moment) return begun + moment.afterBegin * 1000
  const period = moment.period * 1000
  // A CronJob is not made when it is about to fire.
  const first = Math.ceil((begun + 10_000) / period) * period
  return first + (moment.firing - 1) * period + moment.offset * 1000
}
