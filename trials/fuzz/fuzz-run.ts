import * as fc from 'fast-check'
import { unlessAborted } from '../../src/unless-aborted.ts'
import type { Feeder } from './feeder.ts'
import type { InputKind } from './input-kind.ts'
import { isFault, results, type CaseOutcome } from './outcome.ts'

/** A fault, and the smallest case in which it was found. */
export interface FuzzFault extends CaseOutcome {
  kind: string
  input: unknown
  /** In how many cases it was found. */
  count: number
}

/** What became of the cases of one kind. */
export interface Fuzzed {
  kind: string
  counts: Record<CaseOutcome['result'], number>
  faults: FuzzFault[]
  /** The longest that a case took, and all of them (seconds). */
  slowest: number
  seconds: number
}

/** How many faults of a kind are shrunk. */
const shrunkAtMost = 8

/**
 * Feeds cases of a kind, and shrinks those in which something is at fault, one for each fault.
 * @param count of the cases
 * @param seed the same one gives the same cases
 * @param shrinksFor how long each fault is shrunk at the most (milliseconds)
 * @throws the reason of the signal
 */
export async function fuzzRun(
  kind: InputKind,
  { count, seed, shrinksFor = 20_000 }: { count: number; seed: number; shrinksFor?: number },
  feeder: Pick<Feeder, 'feed'>,
  signal: AbortSignal,
): Promise<Fuzzed> {
  const begun = performance.now()
  const counts = Object.fromEntries(results.map((result) => [result, 0])) as Fuzzed['counts']
  const first = new Map<string, FuzzFault & { place: number }>()
  let [fed, slowest] = [0, 0]
  const feed = async (input: unknown) => {
    signal.throwIfAborted()
    return await unlessAborted(feeder.feed(kind, input), signal)
  }
  await fc.check(
    fc.asyncProperty(kind.inputs, async (input) => {
      if (signal.aborted) return
      const before = performance.now()
      const outcome = await feed(input)
      slowest = Math.max(slowest, (performance.now() - before) / 1000)
      counts[outcome.result] += 1
      if (isFault(outcome)) {
        const known = first.get(nameOf(outcome))
        if (known) known.count += 1
        else first.set(nameOf(outcome), { ...outcome, kind: kind.name, input, count: 1, place: fed })
      }
      fed += 1
    }),
    { numRuns: count, seed },
  )
  signal.throwIfAborted()
  const faults: FuzzFault[] = []
  for (const { place, ...fault } of first.values()) {
    if (faults.length < shrunkAtMost)
      faults.push(await shrunk(fault, kind, { seed, place, shrinksFor }, feed))
    else faults.push(fault)
  }
  signal.throwIfAborted()
  return { kind: kind.name, counts, faults, slowest, seconds: (performance.now() - begun) / 1000 }
}

/** The same fault in the smallest case that is found in a while. */
async function shrunk(
  fault: FuzzFault,
  { inputs }: InputKind,
  { seed, place, shrinksFor }: { seed: number; place: number; shrinksFor: number },
  feed: (input: unknown) => Promise<CaseOutcome>,
): Promise<FuzzFault> {
  const until = performance.now() + shrinksFor
  let smallest = fault
  await fc.check(
    fc.asyncProperty(inputs, async (input) => {
      // An interruption by fast-check would leave a case that is still being fed.
      if (performance.now() > until) return true
      const outcome = await feed(input)
      if (nameOf(outcome) !== nameOf(fault)) return true
      smallest = { ...fault, ...outcome, input }
      return false
    }),
    { seed, path: String(place) },
  )
  return smallest
}

/** What is the same for the same fault: its first line without what differs from case to case, and where it happened. */
function nameOf({ result, text }: CaseOutcome): string {
  const [line = ''] = text.split('\n')
  const at = result === 'crash' ? (/\/((?:src|specs|scripts)\/[^)?\s]+)/.exec(text)?.[1] ?? '') : ''
  return [result, line.replaceAll(/\/\S+|\d+|"[^"]*"/g, '…').slice(0, 80), at].join(' ')
}
