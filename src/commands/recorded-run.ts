import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../errors.ts'
import { isSkewed, recordedTraces } from '../lab/recorded-traces.ts'
import { reportsFolder } from '../run/run-folder.ts'

/**
 * The path of a recorded run.
 * @param name of a file, or of a version of which a run is kept in `traces/api-objects/` or was made before; the newest patch of `v1.33`
 * @returns undefined when no run of such a version is recorded
 * @throws UsageError when there is no such file
 */
export function recordedRun(name: string): string | undefined {
  if (/\.ndjson(\.gz)?$/.test(name)) {
    if (existsSync(name)) return name
    throw new UsageError(
      `${name}: expected a trace file, found none of that name. Name one that a run has written, or a version.`,
    )
  }
  const all = recordedTraces()
  const kept = all.findLast(
    (trace) => trace.name === name || (trace.name.startsWith(`${name}.`) && !isSkewed(trace)),
  )
  const made = ['trace.ndjson', 'trace.ndjson.gz'].map((file) => join(reportsFolder, name, file))
  return kept?.path ?? made.find(existsSync)
}

/** @throws UsageError when there is no such file, and no run of such a version */
export function mustBeRecorded(name: string): string {
  const path = recordedRun(name)
  if (path !== undefined) return path
  const names = recordedTraces().map((trace) => trace.name)
  throw new UsageError(
    `expected a trace file, or a version of which a run is recorded (${names.join(', ')}), ` +
      `found ${name}. "npm run verify -- --kubernetes VERSION" records one.`,
  )
}
