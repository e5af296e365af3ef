import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import semver from 'semver'

const folder = join(import.meta.dirname, '../traces')
const ending = '.ndjson.gz'

/** The recorded runs that are kept in `traces/`: name (`v1.37.2`) and path of each, oldest version first. */
export const recordedTraces = (): { name: string; path: string }[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => ({ name: file.slice(0, -ending.length), path: join(folder, file) }))
    .toSorted((a, b) => semver.compareBuild(a.name, b.name))
