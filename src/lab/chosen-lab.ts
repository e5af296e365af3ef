import { existsSync } from 'node:fs'
import { UsageError } from '../errors.ts'
import { oneLine } from '../one-line.ts'
import { findLab } from './find-lab.ts'
import { labNames, usualLab } from './lab-names.ts'
import { labOfTrace } from './lab-of-trace.ts'
import type { Lab } from './lab.ts'

/**
 * The lab that is meant: the one that is named, else that of the first trace among what a command is given, else the usual
 * one.
 * @param given names of traces, versions and texts
 * @param home path of the folder with the labs of this project
 * @throws UsageError where there is no such lab, or it is none
 */
export async function chosenLab(
  named: string | undefined,
  given: readonly string[],
  home: string,
): Promise<Lab> {
  if (named !== undefined) return await findLab(named, home)
  const trace = given.find((name) => /\.ndjson(\.gz)?$/.test(name) && existsSync(name))
  // What is wrong with a trace is said by whoever reads it.
  const found = (trace && (await labOfTrace(trace).catch(() => undefined))) ?? usualLab
  const labs = labNames(home)
  if (labs.includes(found)) return await findLab(found, home)
  throw new UsageError(
    `${oneLine(trace ?? '')}: expected a trace of a lab of this project (${labs.join(', ')}), found one of the lab ${found}. Say with --lab where its folder is.`,
  )
}
