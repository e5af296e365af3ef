import { canBeMade, type AuthorFile } from './author-files.ts'
import { benchClaimNames, benchClaims, type BenchClaim, type BenchClaimName } from './bench-claim.ts'
import type { WorldChange } from '../../src/lab/counterexample.ts'
import type { Trial } from '../falsify/trials.ts'

/** A counterexample of the lab, as it is tried on one of the claims that are compared. */
export interface BenchTrial {
  claim: BenchClaimName
  /** The change, as it is made for all tools. */
  change: WorldChange
  /** As `falsify` tries it. */
  trial: Trial
}

/**
 * The counterexamples of a lab in which other tools can be run: about the same as a claim that is compared, and made by a
 * patch of the manifest, before the scenario begins, or by another line where a tool types that line.
 * @param trials as `falsify` has them
 * @param peers what an author writes for each of the other tools
 */
export function benchTrialsOf(
  trials: readonly Trial[],
  peers: readonly (readonly AuthorFile[])[],
): BenchTrial[] {
  return trials.flatMap((trial) => {
    const claim = benchClaimNames.find((name) => isAbout(name, trial))
    if (claim === undefined || !isForAll(trial.change, claim)) return []
    if (!peers.some((files) => canBeMade(trial.change, files))) return []
    return [{ claim, change: asForAll(trial.change), trial }]
  })
}

function isAbout(name: BenchClaimName, { of }: Trial): boolean {
  const { scenarios }: BenchClaim = benchClaims[name]
  return scenarios.includes(of.name)
}

/** Whether it changes something for all: a manifest that they have not, or a line that needs what was made before, does not. */
function isForAll({ patch, types, before }: WorldChange, name: BenchClaimName): boolean {
  const { manifest }: BenchClaim = benchClaims[name]
  const edits = manifest?.edits ?? {}
  const isNew = Object.entries(patch?.changes ?? {}).some(([path, value]) => edits[path] !== value)
  return (patch === undefined || (manifest !== undefined && isNew)) && !(types && before !== undefined)
}

/** Each tool has a namespace of its own: what is done to one service account is done to all. */
const asForAll = ({ before, after, ...change }: WorldChange): WorldChange => ({
  ...change,
  ...(before !== undefined && {
    before: before.replaceAll('--serviceaccount=default:default', '--group=system:serviceaccounts'),
  }),
  ...(after !== undefined && { after }),
})
