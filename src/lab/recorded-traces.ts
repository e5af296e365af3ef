import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import semver from 'semver'

const folder = join(import.meta.dirname, '../../traces/api-objects')
const ending = '.ndjson.gz'

/** A recorded run: its name, as `v1.37.2` or `v1.37.2-kubectl-v1.36.1`, and its path. */
interface RecordedTrace {
  name: string
  path: string
}

/** The recorded runs that are kept in `traces/api-objects/`, oldest version first. */
export const recordedTraces = (): RecordedTrace[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => ({ name: file.slice(0, -ending.length), path: join(folder, file) }))
    .toSorted((a, b) => semver.compareBuild(a.name, b.name))

/** Whether a recorded run is one with a kubectl of another version than the server. */
export const isSkewed = ({ name }: Pick<RecordedTrace, 'name'>) => name.includes('-kubectl-')

/** The oldest and the newest of them with the server's own kubectl: for what tries so much on each that it must not take longer when there are more. */
export const oldestAndNewest = (): RecordedTrace[] =>
  recordedTraces()
    .filter((trace) => !isSkewed(trace))
    .filter((_, place, all) => place === 0 || place === all.length - 1)

/** Path of the recorded run of a version. @throws TypeError when there is none */
export function tracePath(version: string): string {
  const recorded = recordedTraces()
  const trace = recorded.find(({ name }) => name === version)
  if (trace) return trace.path
  throw new TypeError(`expected one of ${recorded.map(({ name }) => name).join(', ')}, found ${version}`)
}
