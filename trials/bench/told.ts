import { isBenchClaim, type BenchClaimName } from './bench-claim.ts'

/** What a tool has said of a claim. */
export interface ToldByTool {
  claim: BenchClaimName
  holds: boolean
}

/** What this suite prints when its first scenario begins: what it asks before is its own, and nothing that a student types. */
export const ownBegin = 'the first scenario begins'

/**
 * How this suite prints what became of a claim.
 * @param holds undefined where it could not be judged
 * @param after milliseconds since the event that decided
 */
export const toldOf = (claim: string, holds: boolean | undefined, after: number, reason = '') =>
  holds === undefined
    ? `${claim}: could not be judged: ${reason}`
    : `${claim}: ${holds ? 'holds' : 'fails'}, ${after} ms after the event`

/** Reads what `toldOf`, and the plain script, print; undefined for any other line. */
export function toldIn(line: string): ToldByTool | undefined {
  const [, claim = '', word] = /^(\w+): (holds|fails)\b/.exec(line) ?? []
  return isBenchClaim(claim) ? { claim, holds: word === 'holds' } : undefined
}

/** Reads the milliseconds that `toldOf` prints. */
export function afterEventIn(line: string): number | undefined {
  const [, after] = /^\w+: \w+, (\d+) ms after the event$/.exec(line) ?? []
  return after === undefined ? undefined : Number(after)
}
