import { outline } from '../specs/outline.ts'
import { claims, type Claim } from './lab/claim.ts'
import type { Scenario } from './lab/scenario.ts'

/** All claims of the lab, in its order, read from the specs; no cluster is needed. */
export async function catalogue(): Promise<Claim[]> {
  for (const { spec } of outline) await import(`../specs/${spec}.spec.ts`)
  return claims()
}

/** The scenarios that some claims need, each once, in the order of the lab. */
export function scenariosOf(all: readonly Claim[]): Scenario[] {
  return [...new Set(all.map((claim) => claim.in))]
}
