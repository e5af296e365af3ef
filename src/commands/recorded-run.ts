import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../errors.ts'
import type { Lab } from '../lab/lab.ts'
import { isPlain, recordedTraces } from '../lab/recorded-traces.ts'
import { reportsOf } from '../run/run-folder.ts'

/**
 * The path of a recorded run of a lab.
 * @param name of a file, or of a version of which the lab has a recorded run or one was made before; the newest patch of `v1.33`
 * @returns undefined when no run of such a version is recorded
 * @throws UsageError when there is no such file
 */
export function recordedRun(lab: Lab, name: string): string | undefined {
  if (/\.ndjson(\.gz)?$/.test(name)) {
    if (existsSync(name)) return name
    throw new UsageError(
      `${name}: expected a trace file, found none of that name. Name one that a run has written, or a version.`,
    )
  }
  const all = recordedTraces(lab)
  const kept = all.findLast(
    (trace) => trace.name === name || (trace.name.startsWith(`${name}.`) && isPlain(trace)),
  )
  const made = ['trace.ndjson', 'trace.ndjson.gz'].map((file) => join(reportsOf(lab), name, file))
  return kept?.path ?? made.find(existsSync)
}

/** @throws UsageError when there is no such file, and no run of such a version */
export function mustBeRecorded(lab: Lab, name: string): string {
  const path = recordedRun(lab, name)
  if (path !== undefined) return path
  const names = recordedTraces(lab).map((trace) => trace.name)
  throw new UsageError(
    `expected a trace file, or a version of which a run is recorded (${names.join(', ') || 'of none yet'}), ` +
      `found ${name}. "npm run verify -- --kubernetes VERSION" records one.`,
  )
}
