import type { WorldChange } from '../lab/counterexample.ts'
import type { Run } from '../property/line.ts'
import type { TraceWriter } from '../trace/writer.ts'
import type { Shell } from './shell.ts'
import type { Waiter } from './waiter.ts'

/** What the student has at hand in one scenario. */
export interface Desk {
  /** Name of the scenario. */
  scenario: string
  /** The step of the lab that the student has come to, where the scenario says so. */
  step?: string
  /** That the student works in. */
  namespace: string
  /** What differs in the world in which it takes place; an empty object where nothing does. */
  change: WorldChange
  shell: Shell
  /** The port of this machine that the student needs and must share with others; undefined where there is none. */
  sharedPort?: number | undefined
  writer: TraceWriter
  waiter: Waiter
  /** The cluster's revision by now; undefined where the cluster does not answer. */
  revision: () => Promise<string | undefined>
  /**
   * Waits until every watch has told all that has happened by now, and gives the revision that they have reached.
   * @throws CannotJudge when they do not get as far in time
   */
  reached: () => Promise<string | undefined>
  /** Why a line is not typed; undefined where it is. */
  leavesOut: (line: string | Run) => string | undefined
  /** Ends the work. */
  signal: AbortSignal
}
