import type { Change } from '../lab/counterexample.ts'
import type { TraceWriter } from '../trace/writer.ts'
import type { Shell } from './shell.ts'
import type { Waiter } from './waiter.ts'

/** What the student has at hand in one scenario. */
export interface Desk {
  /** Name of the scenario. */
  scenario: string
  /** What differs in the world in which it takes place; an empty object where nothing does. */
  change: Change
  shell: Shell
  writer: TraceWriter
  waiter: Waiter
  /** Ends the work. */
  signal: AbortSignal
}
