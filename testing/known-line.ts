import { stripVTControlCharacters } from 'node:util'
import { promptOfBash } from '../src/property/prompt.ts'
import { asSeen } from '../src/trace/as-seen.ts'
import type { ScenarioRecord } from '../src/trace/scenario-record.ts'
import type { Command } from '../src/trace/world.ts'
import { Passage } from '../src/text/passage.ts'
import { plainly, typedAs } from './typed-line.ts'

/** A line that the student has typed in a run, into a shell or into a program in a terminal, and what came back. */
export interface KnownLine {
  scenario: string
  namespace: string | undefined
  /** The command; of keys in a terminal that of the program which they were pressed in. */
  command: Command
  /** Which keys in the terminal. */
  input?: number
  /** As it was typed. */
  line: string
  /** As other lines are compared with it. */
  typed: string
  /** Where it was printed: what a student reads who sees both. */
  part: 'stdout' | 'stderr'
  printed: string
}

/**
 * All that the student has typed in a run.
 * @param order names of the scenarios, in the order of the lab
 */
export function knownLines(
  records: ReadonlyMap<string, ScenarioRecord>,
  order: readonly string[],
): KnownLine[] {
  return order.flatMap((name) => {
    const record = records.get(name)
    return record ? record.commands.flatMap((command) => linesOf(command, record)) : []
  })
}

function linesOf(command: Command, { name, namespace }: ScenarioRecord): KnownLine[] {
  const { line, stdout, inputs } = command
  const known = (typed: string, part: KnownLine['part'], printed: string, input?: number): KnownLine => ({
    scenario: name,
    namespace,
    command,
    ...(input !== undefined && { input }),
    line: typed,
    typed: typedAs(plainly(Passage.of(typed)).text),
    part,
    printed,
  })
  if (inputs.length === 0) {
    const part = stdout.trim() === '' ? 'stderr' : 'stdout'
    return [known(line, part, asSeen(command[part], namespace))]
  }
  const screens = [...inputs.map(({ screen }) => screen), stdout]
  const shown = inputs.map(({ text, screen }, index) =>
    known(text, 'stdout', onScreen((screens[index + 1] ?? '').slice(screen.length), text, namespace), index),
  )
  const first = known(line, 'stdout', onScreen(screens[0] ?? '', line, namespace))
  return [first, ...shown].filter(({ typed }) => /\w/.test(typed))
}

/** The prompts of the shells in which the student types into a terminal. */
const prompt = new RegExp(`^(?:${promptOfBash.source}|/ [#$])(?: |$)|/ # $`, 'g')

/** What a screen shows in answer: without what was typed, prompts, and the sign of Ctrl-C. */
const onScreen = (screen: string, typed: string, namespace: string | undefined) =>
  asSeen(stripVTControlCharacters(screen), namespace)
    .split('\n')
    .map((line) => line.replaceAll(prompt, ''))
    .filter((line) => line !== typed && line !== '^C')
    .join('\n')
