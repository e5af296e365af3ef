import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { forLog } from '../../src/cleaned.ts'
import { UsageError } from '../../src/errors.ts'
import { Feeder, type FedCase } from './feeder.ts'
import { fuzzRun, type Fuzzed } from './fuzz-run.ts'
import { fuzzTable } from './fuzz-table.ts'
import type { InputKind } from './input-kind.ts'
import { publishTable } from '../kit/publish-table.ts'
import { inputKinds } from './input-kinds.ts'
import { isFault, results } from './outcome.ts'
import { readGiven, type Unreadable } from '../../src/given-file.ts'
import type { Lab } from '../../src/lab/lab.ts'
import { inRunFolder } from '../../src/run/run-folder.ts'
import { sideBySide } from '../../src/side-by-side.ts'
import { unlessAborted } from '../../src/unless-aborted.ts'

/** How many cases are fed at a time. */
const atOnce = 2
/** More is no case (bytes): none has more than a trace. */
const longestCase = 128 << 20

export interface FuzzOptions {
  /** How many, of all kinds together. */
  cases: number
  seed: number
  /** Only kinds of input whose name has this in it. */
  only: string
}

/**
 * Feeds inputs that nobody would write to the code that users reach, and writes a table of what became of them.
 * @returns the exit code: 0 each was valid, or refused with what to do; 1 some were not
 * @throws UsageError; the reason of the signal
 */
export async function fuzz(lab: Lab, options: FuzzOptions, signal: AbortSignal): Promise<0 | 1> {
  return await inRunFolder((folder) => fuzzIn(folder, lab, options, signal))
}

async function fuzzIn(folder: string, lab: Lab, options: FuzzOptions, signal: AbortSignal): Promise<0 | 1> {
  const begun = Date.now()
  const fuzzed = await fuzzAll(lab, options, (one) => console.log(forLog(inWords(one))), signal)
  const faults = fuzzed.flatMap((one) => one.faults)
  for (const [index, { kind, input }] of faults.entries())
    await writeFile(join(folder, `fault-${index + 1}.json`), `${JSON.stringify({ kind, input })}\n`)
  const page = fuzzTable(fuzzed, options.seed)
  await publishTable(folder, lab, { found: { ...options, fuzzed }, page, sum: forLog(page) }, begun, 'fuzz')
  return faults.length > 0 ? 1 : 0
}

/**
 * Feeds cases of all kinds.
 * @param done is told of each kind that is done
 * @throws UsageError when there is no such kind; the reason of the signal
 */
export async function fuzzAll(
  lab: Lab,
  { cases, seed, only }: FuzzOptions,
  done: (fuzzed: Fuzzed) => void,
  signal: AbortSignal,
): Promise<Fuzzed[]> {
  const all = inputKinds(lab)
  const kinds = all.filter(({ name }) => name.includes(only))
  if (kinds.length === 0) {
    const known = all.map(({ name }) => name).join(', ')
    throw new UsageError(`--only: expected a part of the name of a kind of input (${known}), found ${only}`)
  }
  const shares = kinds.reduce((sum, { share }) => sum + share, 0)
  const fuzzed = new Map<InputKind, Fuzzed>()
  // What may take longest begins first, so that no lane waits long for the other.
  const ahead = kinds.toSorted((a, b) => b.secondsAtMost - a.secondsAtMost || b.share - a.share).values()
  const lane = async (either: AbortSignal) => {
    await using feeder = await Feeder.open(lab.module)
    for (const kind of ahead) {
      const count = Math.ceil((cases * kind.share) / shares)
      const one = await fuzzRun(kind, { count, seed }, feeder, either)
      fuzzed.set(kind, one)
      done(one)
    }
  }
  // Each lane has a process and a folder to remove before this is over, also when another one failed.
  await sideBySide(
    Array.from({ length: atOnce }, () => lane),
    signal,
  )
  return kinds.flatMap((kind) => fuzzed.get(kind) ?? [])
}

/**
 * Feeds one case again, as a run has left it, and prints what becomes of it.
 * @param file path of it
 * @returns the exit code: 0 it was valid or refused, 1 not so
 * @throws UsageError when there is no such case; the reason of the signal
 */
export async function feedAgain(lab: Lab, file: string, signal: AbortSignal): Promise<0 | 1> {
  const wrong = (found: string) =>
    new UsageError(`${file}: expected a case that npm run trial -- fuzz has left, found ${found}. Name one.`)
  const text = await readGiven(file, longestCase).catch(({ message }: Unreadable) => {
    throw wrong(message)
  })
  const { kind, input } = caseIn(text.toString()) ?? {}
  const known = inputKinds(lab).find(({ name }) => name === kind)
  if (!known) throw wrong('something else')
  await using feeder = await Feeder.open(lab.module)
  const outcome = await unlessAborted(feeder.feed(known, input), signal)
  console.log(forLog(`${known.name}: ${outcome.result}\n${outcome.text}`))
  return isFault(outcome) ? 1 : 0
}

function caseIn(text: string): Partial<FedCase> | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined
  } catch {
    return undefined
  }
}

function inWords({ kind, counts, seconds }: Fuzzed): string {
  const found = results.filter((result) => counts[result] > 0).map((result) => `${counts[result]} ${result}`)
  return `${kind}: ${found.join(', ')} (${seconds.toFixed(0)} s)`
}
