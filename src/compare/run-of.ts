import { judgeRecorded } from '../judge/judge.ts'
import { claimsOf, type Lab } from '../lab/lab.ts'
import type { TraceEvent, TraceHeader } from '../trace/event.ts'
import type { Run } from './comparison.ts'
import { seenIn } from './seen.ts'

/** What a student saw in a recorded run, and what became of the claims of a lab. */
export const runOf = (
  lab: Lab,
  { server, kubectl }: Pick<TraceHeader, 'server' | 'kubectl'>,
  events: readonly TraceEvent[],
): Run => ({
  versions: { server, kubectl },
  seen: seenIn(events),
  judged: claimsOf(lab).map((claim) => judgeRecorded(claim, events)),
})
