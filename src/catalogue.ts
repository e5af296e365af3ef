import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { claims, type Claim } from './lab/claim.ts'
import type { Scenario } from './lab/scenario.ts'

const specs = join(import.meta.dirname, '../specs')

/** All claims of the lab, in its order, read from the specs; no cluster is needed. */
export async function catalogue(): Promise<Claim[]> {
  const files = await Array.fromAsync(glob('*.spec.ts', { cwd: specs }))
  for (const file of files.toSorted()) await import(join(specs, file))
  return claims()
}

/** The scenarios that some claims need, each once, in the order of the lab. */
export function scenariosOf(all: readonly Claim[]): Scenario[] {
  return [...new Set(all.map((claim) => claim.in))]
}
