import type { Changes, FileEdit } from './scenario.ts'
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
  /** What differs in a file of the scenario after each edit; no file needs to be named where there is one of YAML. */
  patch?: FileEdit
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

/** A file of the student's differs: the one of YAML, or the file, and the document in it, that are named. */
export const patch = (changes: Changes, of: Omit<FileEdit, 'changes'> = {}): WorldChange => ({
  patch: { ...of, changes },
})

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
export function worldChangeInWords({ patch: edit, types: lines = [], before }: WorldChange): string {
  const where = [edit?.file, edit?.document]
    .filter(Boolean)
    .map((one) => `${one}: `)
    .join('')
  const value = (given: unknown) => (given === null ? 'taken away' : JSON.stringify(given))
  return [
    ...Object.entries(edit?.changes ?? {}).map(([path, given]) => `${where}${path}: ${value(given)}`),
    ...lines.map(({ line, instead }) => `“${textOf(line)}” typed as “${instead}”`),
    ...(before === undefined ? [] : [`first “${before}”`]),
  ].join('; ')
}
