/** A small change of the world in which a scenario takes place. */
export interface Change {
  /** What differs in the scenario's manifest, by path, after each edit; null takes a field away. */
  patch?: Readonly<Record<string, unknown>>
  /** What is typed in place of a line. */
  types?: Readonly<Record<string, string>>
  /** Typed with the rights of an administrator, before the scenario begins and after it. */
  before?: string
  after?: string
  /** Ids of claims of the same scenario that must not mind it. */
  leaves?: readonly string[]
}

/** A change under which a claim must turn red, and what must show that it did for that reason. */
export interface Counterexample {
  change: Change
  /** Matches a look that decided, written as `what was looked at: what was found (as JSON)`. */
  shows: RegExp
  verdict: 'new drift' | 'healed'
}

/** The manifest differs. */
export const patch = (fields: Record<string, unknown>): Change => ({ patch: fields })

/** Another line is typed. */
export const types = (line: string, instead: string): Change => ({ types: { [line]: instead } })

/** Something is done before the scenario begins, and undone after it. */
export const amid = (before: string, after: string): Change => ({ before, after })

/** A change that some other claims of the scenario must not mind. */
export const leaving = (change: Change, ...ids: string[]): Change => ({ ...change, leaves: ids })

/** Under this change the claim is false in a way that nobody has recorded. */
export const red = (change: Change, shows: RegExp): Counterexample => ({
  change,
  shows,
  verdict: 'new drift',
})

/** Under this change the claim is true as the lab states it, though its drift says that it is not. */
export const heals = (change: Change, shows: RegExp): Counterexample => ({ change, shows, verdict: 'healed' })

/** What a change does, for people. */
export function inWords({ patch: fields = {}, types: lines = {}, before }: Change): string {
  const shown = (value: unknown) => (value === null ? 'taken away' : JSON.stringify(value))
  return [
    ...Object.entries(fields).map(([path, value]) => `${path}: ${shown(value)}`),
    ...Object.entries(lines).map(([line, instead]) => `“${line}” typed as “${instead}”`),
    ...(before === undefined ? [] : [`first “${before}”`]),
  ].join('; ')
}
