import { comparisonOf, type Comparison } from '../compare/comparison.ts'
import { runOf } from '../compare/run-of.ts'
import type { Judgement } from '../judge/judge.ts'
import type { Lab } from '../lab/lab.ts'
import { compareVersions, minorOf } from '../report/version-order.ts'
import type { TraceEvent } from '../trace/event.ts'
import { frameOf } from '../trace/frame.ts'
import { noiseOf } from '../compare/noise-of.ts'

interface Recorded {
  events: readonly TraceEvent[]
  /** What became of the claims, where they are judged already. */
  judged?: readonly Judgement[]
}

/**
 * Compares what a student saw in each of some runs with what was seen in that on the version before. Runs with a kubectl of
 * another minor version than the server have no place in that order, and are left out.
 */
export async function compareNeighbours(lab: Lab, recorded: readonly Recorded[]): Promise<Comparison[]> {
  const noise = await noiseOf(lab)
  const runs = recorded
    .map(({ events, judged }) => runOf(lab, frameOf(events, 'trace').header, events, judged))
    .filter(({ versions: { server, kubectl } }) => minorOf(server) === minorOf(kubectl))
    .toSorted(
      ({ versions: a }, { versions: b }) =>
        compareVersions(a.server, b.server) || compareVersions(a.kubectl, b.kubectl),
    )
  return runs.slice(1).flatMap((run, index) => {
    const before = runs[index]
    return before ? [comparisonOf([before, run], noise, lab.accepted)] : []
  })
}
