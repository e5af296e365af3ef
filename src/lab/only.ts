import { UsageError } from '../errors.ts'
import { nearest } from '../nearest.ts'
import type { Claim, ClaimId } from './claim.ts'
import { claimsOf, type Lab } from './lab.ts'

/** The claims that a run is for, where it is not for all. */
export interface Only {
  /** As they were named. */
  named: string
  /** In the lab's order. */
  claims: readonly Claim[]
}

/** How much of a word that names no claim is told (characters), and how many that it may have meant. */
const longest = 100
const most = 3

/**
 * Finds the claims that are named: by their ids, or by how these begin, as `job/`.
 * @param named with commas between them
 * @throws UsageError when one names no claim; says which it may have meant
 */
export function only(lab: Lab, named: string): Only {
  const all = claimsOf(lab).map(({ id }) => id)
  const meant = new Set(
    named.split(',').flatMap((part) => {
      const word = part.trim()
      const found = all.includes(word as ClaimId)
        ? [word as ClaimId]
        : all.filter((id) => id.startsWith(word))
      if (word !== '' && found.length > 0) return found
      throw new UsageError(
        `--only: expected ids of claims, or how they begin, as job/, with commas between them; found ${JSON.stringify(word.slice(0, longest))}. ` +
          `Nearest to it: ${nearest(word.slice(0, longest), all, most).join(', ')}. npm run catalogue lists them all.`,
      )
    }),
  )
  return { named, claims: claimsOf(lab).filter(({ id }) => meant.has(id)) }
}
