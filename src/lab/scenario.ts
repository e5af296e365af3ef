import type { Run } from '../property/line.ts'
import type { Matcher } from '../property/matcher.ts'
import type { Observation } from '../property/observation.ts'
import type { Need } from './need.ts'

/** What came back from a command: exit code (null after a signal) and texts. */
export interface Returned {
  code: number | null
  stdout: string
  stderr: string
}

/**
 * What is edited in a file of YAML: by its path (`spec.args.0`, `metadata.labels."app.kubernetes.io/name"`) the value that is
 * set, null where it is taken away. In any other file: by a text that stands there once the text that takes its place.
 */
export type Changes = Readonly<Record<string, unknown>>

/** An edit of one of the student's files. */
export interface FileEdit {
  changes: Changes
  /** Its name, as the scenario has it. */
  file?: string | undefined
  /** Of several documents in it, the one of this object: `service/web`. */
  document?: string | undefined
}

/** A program in the foreground of a terminal of its own. */
export interface Terminal {
  /** Types a line and presses return. */
  types(line: string): Promise<void>
  /** Presses keys, one after another: `Ctrl-C`, `Esc`, `Up`, `q`; a command of an editor by its characters: `:q!`. */
  presses(...keys: readonly string[]): Promise<void>
  /** Waits until the screen shows this after what was typed last; at the time limit goes on, as a student would. */
  shows(text: string, limit: Limit): Promise<unknown>
  /** Waits until the program has ended by itself, or until the time limit. */
  ends(limit: Limit): Promise<unknown>
}

/** The hands of the student in one scenario. Nothing here judges: what happens goes into the trace. */
export interface Student {
  /** Comes to a step of the lab, by its anchor: what is typed from then on belongs to it. */
  comesTo(step: string): void
  /** Types a line of the lab in the shell of the scenario and waits for the prompt. */
  types(line: string | Run): Promise<Returned>
  /** Types what a drift says to type instead. */
  typesInstead(line: string | Run): Promise<Returned>
  /** Types a line that the lab does not have, to see more of what it speaks of. */
  typesAlso(line: string | Run): Promise<Returned>
  /** Types a line of the lab that stays in the foreground. */
  opens(line: string | Run): Promise<Terminal>
  /** Edits a file as the lab says. @param document of several in it, the one of this object: `service/web` */
  edits(file: string, changes: Changes, document?: string): Promise<void>
  /**
   * Types a line of the lab that opens an editor, as `kubectl edit` does, edits there as in a file of YAML, and saves. Where
   * the editor is opened once more, as for what the API server refuses, nothing more is edited.
   */
  editsIn(line: string | Run, changes: Changes): Promise<Returned>
  /** Waits until something is seen; at the time limit goes on, as a student would. */
  sees<T>(observation: Observation<T>, matcher: Matcher<T>, limit: Limit): Promise<unknown>
  /** The same, but at the time limit gives the scenario up: nothing that follows makes sense without it. */
  needs<T>(observation: Observation<T>, matcher: Matcher<T>, limit: Limit): Promise<void>
  /** Does what needs the port of the scenario. What is done outside of this is done whoever has the port. */
  usesPort(work: () => Promise<void>): Promise<void>
  /** Goes on when this time is over. */
  waits(limit: Limit): Promise<void>
}

/** A named time, in milliseconds, and what it bounds. */
export interface Limit {
  readonly name: string
  readonly milliseconds: number
}

/** What the student does for some steps of the lab, in a namespace of its own. */
export interface Scenario {
  name: string
  /**
   * The namespace that the lab uses, where it must be that one; by default one of the scenario's own. On a cluster that is
   * not the run's own it always is one of the scenario's own.
   */
  namespace?: 'default'
  /** The files of the lab that the student starts with, from its folder of manifests. */
  files: readonly string[]
  /**
   * The port of this machine that it needs: the student has a network of the own, or runs take turns where there is none.
   */
  port?: number
  /** What makes it take minutes; a quick run leaves it out, and says so. */
  slowBecause?: string
  /** What it needs of a cluster that is not the run's own, beyond the objects that its claims look at. */
  needs?: readonly Need[]
  /**
   * What the student makes, as kubectl names it (`job/pi`), with `$namespace` for the student's namespace: it is
   * removed from a cluster that is not the run's own, and where the scenario is worked through once more in its namespace.
   */
  makes?: readonly string[]
  /**
   * Why containers do not start, or end, because the lab has them do so: as kubectl shows it under STATUS, or the container's
   * state as its reason (`ImagePullBackOff`, `OOMKilled`). Elsewhere it is a sign that the machine is not well.
   */
  expects?: readonly string[]
  work: (student: Student) => Promise<void>
}

/** The namespace that a scenario works in. */
export const namespaceOf = ({ name, namespace }: Scenario) => namespace ?? `lab-${name}`

/** Declares a scenario. */
export function scenario(
  name: string,
  options: Omit<Scenario, 'name' | 'work'>,
  work: Scenario['work'],
): Scenario {
  return { name, ...options, work }
}
