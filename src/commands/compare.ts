import { writeFile } from 'node:fs/promises'
import { forLog } from '../cleaned.ts'
import { comparisonOf } from '../compare/comparison.ts'
import { noiseOf } from '../compare/noise-of.ts'
import { runOf } from '../compare/run-of.ts'
import { seenIn } from '../compare/seen.ts'
import { UsageError } from '../errors.ts'
import type { Lab } from '../lab/lab.ts'
import { ownEvents } from '../lab/own-events.ts'
import { makeFolder } from '../make-folder.ts'
import { pathFromHere } from '../one-line.ts'
import { comparisonInWords } from '../report/comparison/comparison-words.ts'
import { exitCodeOfComparison } from '../report/comparison/unclaimed.ts'
import { writeComparison } from '../report/comparison/write-comparison.ts'
import { reportsOf } from '../run/run-folder.ts'
import { frameOf } from '../trace/frame.ts'
import { unlessAborted } from '../unless-aborted.ts'
import { mustBeRecorded } from './recorded-run.ts'
import { traceOf } from './trace-of.ts'

/**
 * Compares what a student saw in two runs, and writes down what differs and to whom it belongs.
 * @param names two trace files, or versions; on one of which no run is recorded the lab is worked through first
 * @param reports the folder to write to
 * @returns 0 each change has an owner, 1 some have none, 2 not all could be compared, or the machine may have
 *   made a change
 * @throws UsageError when a file is no trace of the lab, or there is no such version; CannotJudge when a trace has no header
 */
export async function compare(
  lab: Lab,
  names: readonly [string, string],
  signal: AbortSignal,
  reports = reportsOf(lab),
): Promise<0 | 1 | 2> {
  await makeFolder(reports)
  const [first, second] = [await traceOf(lab, names[0], signal), await traceOf(lab, names[1], signal)]
  const [one, other] = [await recorded(lab, first, signal), await recorded(lab, second, signal)]
  const comparison = comparisonOf(
    [runOf(lab, one.header, one.events), runOf(lab, other.header, other.events)],
    await noiseOf(lab),
    lab.accepted,
  )
  const written = await writeComparison(comparison, reports)
  console.log(forLog(comparisonInWords(comparison)))
  console.log(`\nReports: ${written.map((file) => pathFromHere(file)).join(', ')}`)
  return exitCodeOfComparison(comparison)
}

/**
 * Learns from recorded runs what is noise, version by version, and adds it to what the lab knows.
 * @param names of trace files, or of versions
 * @returns 0
 * @throws UsageError when there are not two runs of a version
 */
export async function learn(lab: Lab, names: readonly string[], signal: AbortSignal): Promise<0> {
  const runs = []
  for (const name of names) runs.push(await recorded(lab, mustBeRecorded(lab, name), signal))
  const noise = await noiseOf(lab)
  const before = noise.size
  for (const [version, alike] of Map.groupBy(
    runs,
    ({ header: { server, kubectl } }) => `${server}, kubectl ${kubectl}`,
  )) {
    if (alike.length < 2) throw new UsageError(`expected two runs of a version, found one of ${version}`)
    noise.learn(alike.map(({ events }) => seenIn(events)))
  }
  await writeFile(lab.noise, noise.toString())
  console.log(
    `${pathFromHere(lab.noise)}: runs of one version differ in ${noise.size} places, ${noise.size - before} of them new`,
  )
  return 0
}

async function recorded(lab: Lab, path: string, signal: AbortSignal) {
  const events = await unlessAborted(ownEvents(lab, path), signal)
  return { events, header: frameOf(events, path).header }
}
