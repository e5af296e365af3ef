import type { Property } from '../property/property.ts'
import type { Counterexample } from './counterexample.ts'
import type { Drift } from './drift.ts'
import type { Scenario } from './scenario.ts'

export type Exercise = 'rest' | 'proxy' | 'job' | 'cronjob'

/** One statement of the lab. */
export interface Claim {
  /** Permanent: never reused, never renamed. */
  id: `${Exercise}/${string}`
  /** Where the lab says it: exercise and bullet, counted from 1 (`6.3j.10`). */
  step: string
  /** What it says, in our words. */
  says: string
  /** The scenario whose part of the trace decides. */
  in: Scenario
  /** The claim as the lab makes it. */
  holds: Property
  drift?: readonly Drift[]
  /** Changes of the world under which it must turn red. */
  turnedRedBy: readonly Counterexample[]
}

const catalogue = new Map<string, Claim>()
let listener: ((claim: Claim) => void) | undefined

/**
 * Declares a claim. It is pure data: who judges it listens with `onClaim`.
 * @throws TypeError when the id is taken
 */
export function claim(id: Claim['id'], statement: Omit<Claim, 'id'>): void {
  const declared = { id, ...statement }
  if (catalogue.has(id) && !listener)
    throw new TypeError(`expected permanent ids to be unique, found ${id} twice`)
  catalogue.set(id, declared)
  listener?.(declared)
}

/** Calls back for each claim that is declared from now on. */
export function onClaim(listen: (claim: Claim) => void): void {
  listener = listen
}

/** All claims declared so far, in the order of the lab. */
export function claims(): Claim[] {
  return [...catalogue.values()]
}
