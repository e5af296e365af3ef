import type { Phases } from '../report/report.ts'
import type { Workplace } from '../student/recording.ts'

/** What a lab is worked through on. Disposing of it removes all that was made for the run. */
export interface Ground extends AsyncDisposable {
  place: Workplace
  /** How long it took to come by it. */
  phases: Phases
  /** What the run has cost until now, in words; where that was asked for. */
  cost?: (signal: AbortSignal) => Promise<string>
  /** Lets go of the cluster, which then outlives the run. Tells in words how to use and remove it. Where that was asked for. */
  keep?: () => Promise<string>
}

/** Seconds from a moment (milliseconds since the epoch) until now. */
export const secondsPassed = (start: number) => (Date.now() - start) / 1000
