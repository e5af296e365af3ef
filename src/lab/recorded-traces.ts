import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import semver from 'semver'
import { UsageError } from '../errors.ts'
import { pathFromHere } from '../one-line.ts'
import type { Lab } from './lab.ts'

const ending = '.ndjson.gz'

/** A recorded run: its name, as `v1.37.2`, `v1.37.2-kubectl-v1.36.1` or `v1.37.2-on-docker-io-kindest-node`, and its path. */
interface RecordedTrace {
  name: string
  path: string
}

/** The recorded runs of a lab, oldest version first. A new lab has none, nor a folder for them. */
export const recordedTraces = ({ traces }: Pick<Lab, 'traces'>): RecordedTrace[] =>
  (existsSync(traces) ? readdirSync(traces) : [])
    .filter((file) => file.endsWith(ending))
    .map((file) => ({ name: file.slice(0, -ending.length), path: join(traces, file) }))
    .toSorted((a, b) => semver.compareBuild(a.name, b.name))

/** Whether a recorded run is of its version alone: with the server's own kubectl, and a node of this project's making. */
export const isPlain = ({ name }: Pick<RecordedTrace, 'name'>) => !/-(?:kubectl|on)-/.test(name)

const plainTraces = (lab: Pick<Lab, 'traces'>) => recordedTraces(lab).filter(isPlain)

/** The oldest and the newest of them that are of a version alone: for what tries so much on each that it must not take longer when there are more. */
export const oldestAndNewest = (lab: Lab): RecordedTrace[] =>
  plainTraces(lab).filter((_, place, all) => place === 0 || place === all.length - 1)

/** Path of the newest of them that is of a version alone. @throws UsageError when there is none */
export function newestTrace(lab: Pick<Lab, 'traces'>): string {
  const newest = plainTraces(lab).at(-1)
  if (newest) return newest.path
  throw new UsageError(
    `expected a recorded run in ${pathFromHere(lab.traces)}, found none. Name a trace or a version, or add a trace with "scripts/setup record".`,
  )
}

/** Path of the recorded run of a version. @throws TypeError when there is none */
export function tracePath(lab: Lab, version: string): string {
  const recorded = recordedTraces(lab)
  const trace = recorded.find(({ name }) => name === version)
  if (trace) return trace.path
  throw new TypeError(`expected one of ${recorded.map(({ name }) => name).join(', ')}, found ${version}`)
}
