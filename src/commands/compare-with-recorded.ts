import { existsSync } from 'node:fs'
import semver from 'semver'
import { comparisonOf, type ComparedWithRecorded } from '../compare/comparison.ts'
import { noiseOf } from '../compare/noise-of.ts'
import { runOf } from '../compare/run-of.ts'
import type { Judgement } from '../judge/judge.ts'
import type { Lab } from '../lab/lab.ts'
import { recordedTraces } from '../lab/recorded-traces.ts'
import type { TraceEvent, TraceHeader } from '../trace/event.ts'
import { frameOf } from '../trace/frame.ts'
import { makingOf } from '../trace/making.ts'
import { Trace } from '../trace/trace.ts'

/**
 * Compares a run with the recorded one that is most like it, where one is recorded and the lab knows what is noise. A run
 * for some claims is not compared: nobody has asked for the rest.
 * @param path of its trace, for errors
 * @param judged what became of its claims
 */
export async function compareWithRecorded(
  lab: Lab,
  path: string,
  events: readonly TraceEvent[],
  judged: readonly Judgement[],
): Promise<ComparedWithRecorded | undefined> {
  const { header } = frameOf(events, path)
  if (header.only || !existsSync(lab.noise)) return undefined
  const like = await recordedLike(lab, header)
  if (like === undefined) return undefined
  const other = await Array.fromAsync(new Trace(like.path))
  const comparison = comparisonOf(
    [runOf(lab, like.header, other), runOf(lab, header, events, judged)],
    await noiseOf(lab),
    lab.accepted,
  )
  return { comparison, like: likeness(header, like.header) }
}

/** The recorded run of a lab that is {@link mostLike} another. */
export async function recordedLike(
  lab: Lab,
  run: Header,
): Promise<{ path: string; header: TraceHeader } | undefined> {
  const recorded = recordedTraces(lab).map(async ({ path }) => ({ path, header: await headerOf(path) }))
  return mostLike(run, await Promise.all(recorded))
}

const headerOf = async (path: string): Promise<TraceHeader> =>
  frameOf(await Array.fromAsync(new Trace(path, ({ type }) => type === 'header')), path).header

type Header = Pick<TraceHeader, 'server' | 'kubectl' | 'nodeImage' | 'namespaces'>

/** What a recorded run has in common with another. */
function likeness(run: Header, recorded: Header): ComparedWithRecorded['like'] {
  if (makingOf(run) !== makingOf(recorded)) return 'of another making'
  return run.server === recorded.server && run.kubectl === recorded.kubectl ? 'the same' : 'nearest'
}

/**
 * The recorded run that is most like another: of the same making if there is one, then of the same versions, then with the
 * server's own kubectl, of the nearest version: the fewest minor versions away, of two the older.
 */
export function mostLike<T extends { header: Header }>(run: Header, recorded: readonly T[]): T | undefined {
  const minor = (version: string) => semver.parse(version)?.minor ?? Number.POSITIVE_INFINITY
  const unlike = ({ header }: T) => [
    Number(makingOf(header) !== makingOf(run)),
    Number(header.server !== run.server || header.kubectl !== run.kubectl),
    Number(header.server !== header.kubectl),
    Math.abs(minor(header.server) - minor(run.server)),
  ]
  const order = (a: T, b: T) => {
    const [one, other] = [unlike(a), unlike(b)]
    const first = one.findIndex((value, index) => value !== other[index])
    return (one[first] ?? 0) - (other[first] ?? 0) || semver.compare(a.header.server, b.header.server)
  }
  return recorded.toSorted(order)[0]
}
