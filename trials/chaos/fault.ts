import type { Front } from './front.ts'
import type { Tells } from './tells.ts'

/** What a fault can get hold of while the lab runs on a cluster. */
export interface FaultTarget {
  /** Runs a program in the node of the cluster. @throws CommandFailed */
  inNode: (program: string, ...args: string[]) => Promise<string>
  /** Does something to the node as a whole: `pause`, `unpause`. @throws CommandFailed */
  toNode: (what: 'pause' | 'unpause') => Promise<unknown>
  /** Runs kubectl as an administrator, on a way that no fault is on. @throws CommandFailed */
  kubectl: (...args: string[]) => Promise<string>
  /** Between the suite and the API server. */
  front: Front
  /** Sends a signal to the process that records the run, and to that alone. */
  suite: (signal: 'SIGSTOP' | 'SIGCONT') => void
  /** The namespaces that students work in. */
  namespaces: readonly string[]
  /** Picks one of some things, always the same place in them for the same fault of the same seed. */
  pick: <T>(things: readonly T[]) => T | undefined
  signal: AbortSignal
}

/** Takes a fault back. */
type Undo = () => unknown

/** Something that goes wrong on a cluster. */
export interface Fault {
  /** As in the table: `node paused`. */
  name: string
  /** When it comes: at any moment of the lab, or about when a CronJob fires, which only a run of the whole lab sees. */
  needs: 'any moment' | 'a firing'
  /** How long it lasts, in seconds; what is over at once has none. */
  lasts?: readonly [least: number, most: number]
  /** Whether a claim that is blocked for this reason is blocked by it. */
  tells: Tells
  /** Somebody else takes part in the lab: what the cluster does then is not Kubernetes' doing, and claims may notice. */
  bySomebody?: boolean
  /** Lets it happen. @returns what to do when its time is over. @throws CommandFailed when it can't be done */
  inject: (target: FaultTarget) => Promise<Undo | undefined>
}
