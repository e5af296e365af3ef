import type { AnyObject } from './kinds/schemas.ts'

/** An object as it was from one revision of the cluster until the next. */
export interface StoredStage {
  object: AnyObject
  from: number
  /** When the API server wrote it: milliseconds since the epoch, whole seconds; when it was seen, where nobody said so. */
  written: number
}

/** All that was seen of an object. */
export interface StoredLife {
  kind: string
  name: string
  /** Empty where its kind is in no namespace. */
  namespace: string
  stages: readonly StoredStage[]
  /** The revision at which it went; not there while it is there. */
  gone?: number
}

/** What was stored in a run, as far as the rules of a kind ask. */
export interface StoredRun {
  readonly lives: readonly StoredLife[]
  /** Tells whether a machine was well in some spans (milliseconds since the epoch): nothing is slack then. */
  readonly health: { slack: (spans: readonly { from: number; to: number }[]) => unknown }
  /** When it ends, by the clock of the cluster: milliseconds since the epoch. */
  readonly end: number
  /** Milliseconds by which the clocks of the nodes may differ, and times that are cut to seconds: none on a cluster of a run's own, which has one node. */
  readonly apart: number
}

/** How an object was at a revision; undefined where it was not there. */
export const stageAt = ({ stages, gone = Infinity }: StoredLife, at: number): StoredStage | undefined =>
  at >= gone ? undefined : stages.findLast(({ from }) => from <= at)
