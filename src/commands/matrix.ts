import { existsSync } from 'node:fs'
import { copyFile, cp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { withoutCommands } from '../cleaned.ts'
import { resolveKubernetes } from '../machine/versions.ts'
import { UsageError } from '../errors.ts'
import { printedPlaces } from '../printed/printed-places.ts'
import { scenariosOf, type Lab } from '../lab/lab.ts'
import { makeFolder } from '../make-folder.ts'
import { oneLine, pathFromHere } from '../one-line.ts'
import { labOfTrace } from '../lab/lab-of-trace.ts'
import { requireOwn } from '../lab/own-events.ts'
import { recordedTraces } from '../lab/recorded-traces.ts'
import { writeComparison } from '../report/comparison/write-comparison.ts'
import { columnOf } from '../report/matrix/column-of.ts'
import {
  exitCodeOfMatrix,
  matrixOf,
  type Column,
  type Matrix,
  type Supports,
} from '../report/matrix/matrix.ts'
import { matrixMarkdown } from '../report/matrix/matrix-markdown.ts'
import { matrixPage } from '../report/matrix/matrix-page.ts'
import { headingOf, noticesOf } from '../report/matrix/notices.ts'
import { tellGitHubMatrix } from '../report/matrix/tell-github.ts'
import { compareMinors, minorOf } from '../report/version-order.ts'
import { writeReports } from '../report/write-reports.ts'
import { inRunFolder, reportsOf } from '../run/run-folder.ts'
import { checkManifests } from '../student/check-manifests.ts'
import type { TraceEvent } from '../trace/event.ts'
import { Trace } from '../trace/trace.ts'
import { unlessAborted } from '../unless-aborted.ts'
import { writeFiles } from '../write-files.ts'
import { compareNeighbours } from './compare-neighbours.ts'
import type { RunOfVersion } from './run-versions.ts'

export interface MatrixOptions {
  /** Versions to run, and paths of traces to take in place of runs. */
  names: readonly string[]
  /** A folder with the traces of the versions, in which case nothing is run. */
  traces?: string | undefined
  /** The oldest and the newest minor version that the course supports. */
  supports?: Supports | undefined
  /** Where to write. */
  reports?: string | undefined
}

/** A column with the events that it was made from. */
type RecordedColumn = ReturnType<typeof columnOf> & { events: readonly TraceEvent[] }

const isTrace = (name: string) => /\.ndjson(\.gz)?$/.test(name)

/**
 * Puts versions side by side: runs the lab on each, or takes a trace of it, and writes the reports of each, and the matrix.
 * @returns the exit code: 0 all is as recorded, 1 the lab and Kubernetes disagree in a new way, or a drift came at another
 *   time than is recorded, or something is printed that is not stored, 2 not all could be judged
 * @throws UsageError when there is no such trace, or a name is that of no version; the reason of the signal, when all clusters are removed
 */
export async function runMatrix(
  lab: Lab,
  { names, traces, supports, reports = reportsOf(lab) }: MatrixOptions,
  signal: AbortSignal,
): Promise<0 | 1 | 2> {
  const begun = Date.now()
  const asked = new Map<string, RunOfVersion>()
  for (const name of names) {
    if (isTrace(name)) asked.set(oneLine(name), await existing(lab, name))
    else if (traces !== undefined) asked.set(name, await standIn(lab, name, traces))
  }
  const toRun = [...new Set(names)].filter((name) => !asked.has(oneLine(name)))
  for (const version of toRun) resolveKubernetes(version)
  await makeFolder(reports)
  if (toRun.length > 0) await checkManifests(lab.manifests, scenariosOf(lab))
  const columns =
    toRun.length === 0
      ? await columnsOf(lab, asked, reports, signal)
      : await inRunFolder(async (folder) => {
          const ran = await ranIn(folder, lab, toRun, reports, signal)
          return await columnsOf(lab, new Map([...asked, ...ran]), reports, signal)
        })
  const compared = await compareNeighbours(
    lab,
    columns.filter((column) => 'events' in column),
  )
  for (const comparison of compared) await writeComparison(comparison, reports)
  const matrix = matrixOf(lab, columns, supports, compared)
  await writeFiles(reports, {
    'matrix.html': matrixPage(matrix),
    'matrix.md': matrixMarkdown(matrix),
    'matrix.json': `${JSON.stringify(matrix, undefined, 2)}\n`,
  })
  await tellGitHubMatrix(
    matrix,
    recordedTraces(lab).map(({ name }) => minorOf(name)),
  )
  const page = pathFromHere(join(reports, 'matrix.html'))
  console.log(
    `${withoutCommands(inWords(matrix))}\n${((Date.now() - begun) / 1000).toFixed(1)} s; the page is ${page}`,
  )
  return exitCodeOfMatrix(matrix)
}

/**
 * Reads the versions that a course supports.
 * @throws UsageError when they are not written as `v1.33..v1.37`, oldest first
 */
export function supportsOf(text: string): Supports {
  const [, from, to] = /^v?(\d+\.\d+)\.\.v?(\d+\.\d+)$/.exec(text) ?? []
  if (from !== undefined && to !== undefined && compareMinors(from, to) <= 0) return { from, to }
  throw new UsageError(
    `--supports: expected the oldest and the newest minor version, as in v1.33..v1.37, found ${text}`,
  )
}

/** @throws UsageError where there is no such file, or it is the trace of another lab. One that is no trace becomes a blocked column. */
async function existing(lab: Lab, path: string): Promise<RunOfVersion> {
  if (!existsSync(path))
    throw new UsageError(
      `${path}: expected a trace file, found none of that name. Name one that a run has written, or a version.`,
    )
  requireOwn(lab, await labOfTrace(path).catch(() => lab.name), path)
  return { trace: resolve(path) }
}

async function standIn(lab: Lab, version: string, folder: string): Promise<RunOfVersion> {
  const path = ['.ndjson', '.ndjson.gz'].map((ending) => join(folder, version + ending)).find(existsSync)
  return path === undefined ? { blocked: `there is no trace of it in ${folder}` } : await existing(lab, path)
}

/** Runs the lab on each version. What a run that broke has left is kept among the reports. */
async function ranIn(
  folder: string,
  lab: Lab,
  versions: readonly string[],
  reports: string,
  signal: AbortSignal,
): Promise<Map<string, RunOfVersion>> {
  const { runVersions } = await import('./run-versions.ts')
  const ran = await runVersions(lab, versions, folder, signal)
  for (const [name, found] of ran) {
    if ('blocked' in found)
      ran.set(name, { blocked: await withLogKept(found.blocked, join(folder, name), join(reports, name)) })
  }
  return ran
}

/** Judges what was asked for, and writes the reports of each run. */
async function columnsOf(
  lab: Lab,
  asked: ReadonlyMap<string, RunOfVersion>,
  reports: string,
  signal: AbortSignal,
): Promise<(Column | RecordedColumn)[]> {
  const columns: (Column | RecordedColumn)[] = []
  for (const [name, found] of asked) {
    const column =
      'blocked' in found ? { name, ...found } : await columnFrom(lab, name, found.trace, columns, signal)
    columns.push(column)
    if ('events' in column && 'trace' in found)
      await writeColumn(column, found.trace, join(reports, column.folder))
  }
  return columns
}

/** A trace that can't be judged is a blocked column. */
async function columnFrom(
  lab: Lab,
  name: string,
  trace: string,
  others: readonly Column[],
  signal: AbortSignal,
): Promise<RecordedColumn | { name: string; blocked: string }> {
  try {
    const events = await unlessAborted(Array.fromAsync(new Trace(trace)), signal)
    const column = columnOf(lab, name, events, { printed: printedPlaces(events) })
    return { ...column, folder: unused(column.folder, others), events }
  } catch (error) {
    signal.throwIfAborted()
    return { name, blocked: (error as Error).message }
  }
}

/** The name of a folder, with a number behind it where others have it already. */
function unused(name: string, columns: readonly Column[]): string {
  const taken = columns.filter((column) => 'folder' in column && column.folder.replace(/_\d+$/, '') === name)
  return taken.length === 0 ? name : `${name}_${taken.length + 1}`
}

/** Writes the reports of a run, with its trace beside them, in the place of an earlier run's. */
async function writeColumn({ report, events }: RecordedColumn, trace: string, folder: string): Promise<void> {
  await writeReports(report, events, folder)
  const kept = join(folder, trace.endsWith('.gz') ? 'trace.ndjson.gz' : 'trace.ndjson')
  if (resolve(kept) !== trace) await copyFile(trace, kept)
  const other = kept.endsWith('.gz') ? kept.slice(0, -'.gz'.length) : `${kept}.gz`
  if (resolve(other) !== trace) await rm(other, { force: true })
}

/** Keeps what a run that broke has left. @returns why it broke, with the place where that is now */
async function withLogKept(why: string, from: string, to: string): Promise<string> {
  if (existsSync(from)) await cp(from, to, { recursive: true })
  return why.replaceAll(from, pathFromHere(to))
}

function inWords(matrix: Matrix): string {
  const seen = matrix.drifts.filter(({ basis }) => basis === 'seen on both sides')
  return [
    ...matrix.columns.map((column) => {
      const counts = Object.entries(column.verdicts).map(([verdict, count]) => `${count} ${verdict}`)
      return `${headingOf(column)}: ${counts.join(', ')}`
    }),
    ...noticesOf(matrix).map(({ where, what }) => `! ${where}: ${what}`),
    `${matrix.drifts.length} changes are recorded; ${seen.length} are seen on both sides`,
  ].join('\n')
}
