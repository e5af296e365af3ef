import { comparisonOf, type Comparison } from '../compare/comparison.ts'
import { runOf } from '../compare/run-of.ts'
import type { Lab } from '../lab/lab.ts'
import { compareVersions } from '../report/version-order.ts'
import type { TraceEvent } from '../trace/event.ts'
import { frameOf } from '../trace/frame.ts'
import { noiseOf } from './compare.ts'

/** Compares what a student saw in each of some runs with what was seen in that on the version before. */
export async function compareNeighbours(
  lab: Lab,
  recorded: readonly (readonly TraceEvent[])[],
): Promise<Comparison[]> {
  const noise = await noiseOf(lab)
  const runs = recorded
    .map((events) => runOf(lab, frameOf(events, 'trace').header, events))
    .toSorted(
      ({ versions: a }, { versions: b }) =>
        compareVersions(a.server, b.server) || compareVersions(a.kubectl, b.kubectl),
    )
  return runs.slice(1).flatMap((run, index) => {
    const before = runs[index]
    return before ? [comparisonOf([before, run], noise, lab.accepted)] : []
  })
}
