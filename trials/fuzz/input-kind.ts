import type { Arbitrary } from 'fast-check'
import type { CaseOutcome } from './outcome.ts'

/** One kind of input that users, or the programs that they start, hand over. */
export interface InputKind<Input = unknown> {
  /** As in the table: `trace files`. */
  name: string
  /** How many of a thousand cases are of this kind. */
  share: number
  /** After so many seconds without an answer it hangs. */
  secondsAtMost: number
  /** What cases look like: they are JSON. */
  inputs: Arbitrary<Input>
  /**
   * Feeds one case to the code that users reach.
   * @param folder path of an empty folder for its files
   */
  feed: (input: Input, folder: string) => Promise<CaseOutcome>
}
