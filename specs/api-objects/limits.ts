import { between } from '../../src/property/matcher.ts'
import type { Limit } from '../../src/lab/scenario.ts'

const seconds = (name: string, count: number): Limit => ({ name, milliseconds: count * 1000 })

/** Every time the student waits for at most, or lets pass: what it bounds, and why it is that long. */
export const limits = {
  /** Image pull, container start and one status round trip: 2 s on an idle machine, ten times that on a crowded one. */
  podStart: seconds('a pod starts', 30),
  /** A pod that sleeps three seconds, its start, and the Job controller's batches of a second. */
  oneJob: seconds('one short Job completes', 60),
  /** Five pods one after another, each with its start. */
  fiveInARow: seconds('five pods run one after another', 180),
  /** The deadline of 15 s, then the 30 s of grace that a `sleep` that ignores SIGTERM may use up, then status. */
  deadlineThenGrace: seconds('the Job fails after its deadline and the grace period', 75),
  /** A program that answers at once: a prompt, a banner. */
  answer: seconds('a program answers', 30),
  /** Long enough for a controller that syncs every second to do what it must not do. */
  aWhile: seconds('a while', 5),
  /** The schedule's period of two minutes, and a pod. */
  nextFiring: seconds('the next firing', 150),
  /** A CronJob is not made when it is about to fire, so that there is time to look at it before. */
  firingIsNear: seconds('a firing that is near is over', 12),
  /** Four times a period of one minute, the last pod, and the minute that has begun. */
  fourFirings: seconds('four firings of a schedule of every minute', 330),
} as const

/** Seconds by which a printed age may be off: it is cut to seconds, and both clocks are not quite the same. */
export const agrees = between(-1, 1)
