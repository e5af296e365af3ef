import { existsSync } from 'node:fs'
import semver from 'semver'
import { comparisonOf, type Comparison } from '../compare/comparison.ts'
import { runOf } from '../compare/run-of.ts'
import type { Judgement } from '../judge/judge.ts'
import type { Lab } from '../lab/lab.ts'
import { isSkewed, recordedTraces } from '../lab/recorded-traces.ts'
import type { TraceEvent } from '../trace/event.ts'
import { frameOf } from '../trace/frame.ts'
import { Trace } from '../trace/trace.ts'
import { noiseOf } from '../compare/noise-of.ts'

/**
 * Compares a run with the recorded one of the nearest version, where one is recorded and the lab knows what is noise. A run
 * for some claims is not compared: nobody has asked for the rest.
 * @param path of its trace, for errors
 * @param judged what became of its claims
 */
export async function compareWithNearest(
  lab: Lab,
  path: string,
  events: readonly TraceEvent[],
  judged: readonly Judgement[],
): Promise<Comparison | undefined> {
  const { header } = frameOf(events, path)
  const nearest = nearestTo(header.server, recordedTraces(lab))
  if (nearest === undefined || header.only || !existsSync(lab.noise)) return undefined
  const recorded = await Array.fromAsync(new Trace(nearest))
  return comparisonOf(
    [runOf(lab, frameOf(recorded, nearest).header, recorded), runOf(lab, header, events, judged)],
    await noiseOf(lab),
    lab.accepted,
  )
}

/** The path of the trace of the nearest version: the fewest minor versions away, of two the older. */
export function nearestTo(
  server: string,
  traces: readonly { name: string; path: string }[],
): string | undefined {
  const minor = (version: string) => semver.parse(version)?.minor ?? Number.POSITIVE_INFINITY
  const distance = ({ name }: { name: string }) => Math.abs(minor(name) - minor(server))
  return traces
    .filter((trace) => !isSkewed(trace))
    .toSorted((a, b) => distance(a) - distance(b) || semver.compare(a.name, b.name))[0]?.path
}
