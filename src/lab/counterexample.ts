import { asTyped, isRunOf, textOf, type Run } from '../property/line.ts'
import type { Matcher } from '../property/matcher.ts'
import type { Observation } from '../property/observation.ts'
import { eventually, type Property } from '../property/property.ts'

/** A line that is typed, and what is typed in its place. */
interface Replacement {
  line: string | Run
  instead: string
}

/** A small change of the world in which a scenario takes place. */
export interface WorldChange {
  /** What differs in the scenario's manifest, by path, after each edit; null takes a field away. */
  patch?: Readonly<Record<string, unknown>>
  /** What is typed in place of lines. */
  types?: readonly Replacement[]
  /** Typed with the rights of an administrator, before the scenario begins and after it. */
  before?: string
  after?: string
  /** Ids of claims of the same scenario that must not mind it. */
  leaves?: readonly string[]
}

/** A change under which a claim must turn red. */
export interface Counterexample {
  change: WorldChange
  /** What is seen when it does so for the right reason, and never in a run that is as recorded. */
  reason: Property
  verdict: 'new drift' | 'healed'
}

/** The manifest differs. */
export const patch = (fields: Record<string, unknown>): WorldChange => ({ patch: fields })

/** Another line is typed. */
export const types = (line: string | Run, instead: string): WorldChange => ({ types: [{ line, instead }] })

/** Something is done before the scenario begins, and undone after it. */
export const amid = (before: string, after: string): WorldChange => ({ before, after })

/** A change that some other claims of the scenario must not mind. */
export const leaving = (change: WorldChange, ...ids: string[]): WorldChange => ({ ...change, leaves: ids })

/** Under this change the claim is false in a way that nobody has recorded, and this is seen. */
export const red = <T>(change: WorldChange, seen: Observation<T>, matcher: Matcher<T>): Counterexample => ({
  change,
  reason: eventually(seen, matcher),
  verdict: 'new drift',
})

/** Under this change the claim is true as the lab makes it, though its drift says that it is not, and this is seen. */
export const heals = <T>(change: WorldChange, seen: Observation<T>, matcher: Matcher<T>): Counterexample => ({
  change,
  reason: eventually(seen, matcher),
  verdict: 'healed',
})

/** The line that is really typed in a world with a change. */
export function reallyTyped(line: string | Run, { types: replacements = [] }: WorldChange): string {
  return replacements.find((one) => isRunOf(one.line, asTyped(line)))?.instead ?? textOf(line)
}

/** What a change does, for people. */
export function worldChangeInWords({ patch: fields = {}, types: lines = [], before }: WorldChange): string {
  const value = (given: unknown) => (given === null ? 'taken away' : JSON.stringify(given))
  return [
    ...Object.entries(fields).map(([path, given]) => `${path}: ${value(given)}`),
    ...lines.map(({ line, instead }) => `“${textOf(line)}” typed as “${instead}”`),
    ...(before === undefined ? [] : [`first “${before}”`]),
  ].join('; ')
}
