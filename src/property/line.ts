import { mayBe } from '../trace/secret-name.ts'
import type { Command, World } from '../trace/world.ts'

/** A line that the student types more than once, or with names in it that only the cluster knows. */
export interface Run {
  text: string
  /** Which run it is, in one word; none where it is the only one. */
  run?: string
  /** How many runs come before it: tells it from them in a trace that has no names for runs. */
  place: number
  /** What is looked at for each `<name>` in the text, when it is typed. */
  names?: Readonly<Record<string, Looked>>
}

/** Something that can be looked at, as an observation is. */
interface Looked {
  readonly name: string
  readonly look: (world: World) => { found: string } | undefined
}

/** What is typed: a text, or one of its runs where it is typed more than once. A pattern stands for any line that it matches. */
export type Line = string | Run | RegExp

/** Names the runs of a line, in the order in which the student types them. */
export function runs<R extends string>(line: string | Run, ...names: readonly R[]): Record<R, Run> {
  const one = typeof line === 'string' ? { text: line } : line
  const named: [string, Run][] = names.map((run, place) => [run, { ...one, run, place }])
  // The keys are the names; the compiler can't see that.
  return Object.fromEntries(named) as Record<R, Run>
}

/**
 * A line with names in it that only the cluster knows: for each `<name>` in the text is typed what is found then. Claims go by
 * the text as it is here.
 */
export const lineWith = (text: string, names: NonNullable<Run['names']>): Run => ({ text, place: 0, names })

/** The text of a line that can be typed, names that only the cluster knows as the lab has them. */
export const textOf = (line: string | Run) => (typeof line === 'string' ? line : line.text)

/** A line in words. */
export function lineInWords(line: Line): string {
  if (typeof line === 'string') return `“${line}”`
  if (line instanceof RegExp) return `a line that matches ${line}`
  if (line.run === undefined) return `“${line.text}”`
  return `“${line.text}” (${line.run.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)})`
}

/** The commands of a scenario that are this line, oldest first. */
export function commandsIn(world: World, line: Line): readonly Command[] {
  if (line instanceof RegExp) return world.commands.filter((command) => line.test(command.line))
  const alike = world.typedAs(textOf(line))
  if (typeof line === 'string' || line.run === undefined) return alike
  const hasNames = alike.some(({ run }) => run !== undefined)
  return alike.filter(({ run }, place) => (hasNames ? run === line.run : place === line.place))
}

/** A line as a trace has it. */
export interface Typed {
  line: string
  /** As the lab has it, where names were put in when it was typed. */
  as?: string | undefined
  run?: string | undefined
}

/** What a trace says of a line when it is typed, or left out. */
export const asTyped = (line: string | Run): Typed =>
  typeof line === 'string' || line.run === undefined
    ? { line: textOf(line) }
    : { line: line.text, run: line.run }

/** Whether what was typed, or left out, is this line; where a secret in it is replaced, whether it may be. */
export function isRunOf(line: Line, one: Typed): boolean {
  if (line instanceof RegExp) return line.test(one.line)
  return mayBe(one.as ?? one.line, textOf(line)) && (typeof line === 'string' || one.run === line.run)
}
