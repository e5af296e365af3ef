import { knownKinds, type Kind } from '../../../src/trace/kinds.ts'

/**
 * What a machine does to a run. Moments are those of the run without the fault, in milliseconds since the epoch: a
 * moment at which a process would go on is the same one whenever that comes to be.
 */
export interface StagedFault {
  /** The first moment that differs. */
  from: number
  /** What the recorder's clock shows at a moment. */
  at: (moment: number) => number
  /** The first moment at which the recorder's clock has come so far. */
  momentAt: (at: number) => number
  /** What the clock of the cluster shows at a moment. */
  clock: (moment: number) => number
  /**
   * When the recorder takes in what comes to it at a moment.
   * @param kind of the object that a watch tells of; undefined for all else that it is told
   */
  told: (moment: number, kind?: Kind) => number
  /** When a kubelet does what it would do at a moment; what comes of that waits for it. */
  kubelet: (moment: number) => number
  /** The place of a kind among those that are told at the same moment: nobody says which watch is heard first. */
  rank: (kind: Kind) => number
}

const asItIs = (moment: number) => moment

/** Nothing is wrong. */
export const noFault: StagedFault = {
  from: Infinity,
  at: asItIs,
  momentAt: asItIs,
  clock: asItIs,
  told: asItIs,
  kubelet: asItIs,
  rank: (kind) => knownKinds.indexOf(kind),
}

/** From moment `from`, for `length` milliseconds. */
const within = (from: number, length: number, moment: number) => moment >= from && moment < from + length

/** The recorder, and the student in it, stand still. What they would have been told waits for them, watch by watch. */
export const recorderStopped = (from: number, length: number): StagedFault => ({
  ...noFault,
  from,
  told: (moment) => (within(from, length, moment) ? from + length : moment),
  rank: (kind) => (knownKinds.indexOf(kind) + from) % knownKinds.length,
})

/** The watch of one kind tells nothing, and then all at once. */
export const watchLate =
  (kind: Kind) =>
  (from: number, length: number): StagedFault => ({
    ...noFault,
    from,
    told: (moment, of) => (of === kind && within(from, length, moment) ? from + length : moment),
  })

/** The kubelet of the node stands still; the rest of the cluster goes on. */
export const kubeletStopped = (from: number, length: number): StagedFault => ({
  ...noFault,
  from,
  kubelet: (moment) => (within(from, length, moment) ? from + length : moment),
})

/** Everything stands still but the clocks: the cluster, its pods, the recorder and the student. */
export const machineFrozen = (from: number, length: number): StagedFault => {
  const at = (moment: number) => (moment < from ? moment : moment + length)
  const momentAt = (shown: number) => (shown < from ? shown : Math.max(from, shown - length))
  return { ...noFault, from, at, momentAt, clock: at }
}

/** The clock of the recorder is ahead of that of the cluster, or behind it, from the beginning. */
export const clocksApart = (_: number, ahead: number): StagedFault => ({
  ...noFault,
  from: -Infinity,
  at: (moment) => moment + ahead,
  momentAt: (at) => at - ahead,
})

/** Somebody sets the clock of the machine, by which the cluster goes; the recorder's own goes on. */
export const clockSet = (from: number, by: number): StagedFault => ({
  ...noFault,
  from,
  clock: (moment) => (moment < from ? moment : moment + by),
})
