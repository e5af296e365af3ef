import { resolveKubernetes } from '../machine/versions.ts'
import type { Lab } from '../lab/lab.ts'
import { mustBeRecorded, recordedRun } from './recorded-run.ts'
import { verify } from './verify.ts'

/** Works through a lab on a version. @returns the path of the trace */
type Run = (lab: Lab, kubernetes: string, signal: AbortSignal) => Promise<string>

const verified: Run = async (lab, kubernetes, signal) =>
  (await verify(lab, { kubernetes, quick: false, keep: false }, signal)).trace

/**
 * The path of a run's trace. On a version of which none is recorded the lab is worked through first.
 * @param name of a trace file, or of a version
 * @throws UsageError when it is neither; whatever `verify` throws
 */
export async function traceOf(
  lab: Lab,
  name: string,
  signal: AbortSignal,
  run: Run = verified,
): Promise<string> {
  const recorded = recordedRun(lab, name)
  if (recorded !== undefined) return recorded
  if (!isVersion(name)) return mustBeRecorded(lab, name)
  console.log(`No run on ${name} is recorded: the lab is worked through first.\n`)
  return await run(lab, name, signal)
}

function isVersion(name: string): boolean {
  try {
    resolveKubernetes(name)
    return true
  } catch {
    return false
  }
}
