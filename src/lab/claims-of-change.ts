import type { Change } from '../changes/change.ts'
import { claimsOf, type Lab } from './lab.ts'

/** What a lab says of a known change. */
export interface OfChange {
  /** Ids of the claims that are no longer true since then. */
  claims: readonly string[]
  /** What to do instead, with lines to type, where all of its claims that tell it say the same. */
  remedy?: Change['remedy']
}

/** @returns what is said of a change, by its id; nothing of one that no drift names */
export function claimsOfChange(lab: Lab): (id: string) => OfChange {
  const all = claimsOf(lab).flatMap(({ id: claim, drift = [] }) =>
    drift.flatMap((one) =>
      'change' in one ? [one.change].flat().map((change) => ({ change, claim, remedy: one.remedy })) : [],
    ),
  )
  const byChange = Map.groupBy(all, ({ change }) => change)
  return (id) => {
    const own = byChange.get(id) ?? []
    const claims = [...new Set(own.map(({ claim }) => claim))]
    const remedies = own.flatMap(({ remedy }) => (remedy?.type ? [remedy] : []))
    const lines = new Set(remedies.map(({ type }) => type?.join('\n')))
    const [remedy] = remedies
    return { claims, ...(remedy && lines.size === 1 && { remedy }) }
  }
}
