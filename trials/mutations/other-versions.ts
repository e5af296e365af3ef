import type { Claim } from '../../src/lab/claim.ts'
import { possible, recordedOf } from '../../src/lab/drift.ts'
import type { TraceEvent } from '../../src/trace/event.ts'

/** A version that a recorded run is taken for. */
interface OtherVersion {
  version: string
  /** The same events, with that version of server and kubectl in their header. */
  as: (events: readonly TraceEvent[]) => TraceEvent[]
}

/** Before all that was ever recorded as changed. */
const asTheLabHasIt = 'v1.0.0'

/**
 * The versions under which another drift of a claim applies than under those of a recorded run: one that leaves the
 * claim as the lab has it, and the first version of each drift. What was recorded contradicts them all.
 */
export function otherVersions({ drift: drifts = [] }: Claim, events: readonly TraceEvent[]): OtherVersion[] {
  const header = events.find((event) => event.type === 'header')
  const recorded = header ? possible(drifts, header) : []
  const first = drifts.flatMap((drift) =>
    recordedOf(drift).flatMap((one) =>
      one.since === 'ever' ? [] : [`v${typeof one.since === 'string' ? one.since : one.since.by}.0`],
    ),
  )
  return [...new Set([asTheLabHasIt, ...first])]
    .map((version) => ({ version, versions: { server: version, kubectl: version } }))
    .filter(({ versions }) => !possible(drifts, versions).some((one) => recorded.includes(one)))
    .map(({ version, versions }) => ({
      version,
      as: (all) => all.map((event) => (event.type === 'header' ? { ...event, ...versions } : event)),
    }))
}
