import type { parseArgs, ParseArgsOptionDescriptor } from 'node:util'
import { UsageError } from '../errors.ts'
import { nearest } from '../nearest.ts'
import { main } from './main.ts'

/** What may be on a command line, as `parseArgs` takes it. */
type Option = ParseArgsOptionDescriptor & {
  /** Its value, as the help shows it. */
  value?: string
  help: string
}
type Options = Readonly<Record<string, Option>>

interface Config<O extends Options> {
  options: O
  allowPositionals: boolean
  args: string[]
}

/** Something that a person or CI can call. */
export interface Subcommand {
  /** In a few words. */
  does: string
  /** @param args the words after its name */
  start: (args: string[]) => Promise<void>
  /** What it does when it is called; in its text is what it loads for that. */
  run?: (...args: never[]) => Promise<number>
  /** Those that stand below it. */
  commands?: Commands
}
export type Commands = Readonly<Record<string, Subcommand>>

interface Described {
  /** What it does, in a few words, where those that `about` begins with are too few. */
  does?: string
  /** How it is called. */
  usage: string
  /** What it does, in whole sentences. */
  about: string
  /** What its exit codes say. */
  exits: string
}

interface Row<O extends Options> extends Described {
  options?: O
  /** Whether it takes words that belong to no option. */
  positionals?: boolean
  run: (parsed: ReturnType<typeof parseArgs<Config<O>>>, signal: AbortSignal) => Promise<number>
}

/** A command that is a row of a table, and has its help from there. */
export function command<const O extends Options>(row: Row<O>): Subcommand {
  const { options, positionals = false, run } = row
  const lines = Object.entries<Option>(options ?? {}).map(
    ([name, { value, help }]) => [`--${name}${value === undefined ? '' : ` ${value}`}`, help] as const,
  )
  const start = (args: string[]) =>
    main<Config<O>>(helpOf(row, lines), { options: options as O, allowPositionals: positionals, args }, run)
  return { does: doesOf(row), run, start }
}

/** A command that calls one of those below it, which the next word names. */
export function commandOf(described: Described, what: string, commands: Commands): Subcommand {
  const names = Object.keys(commands)
  const lines = Object.entries(commands).map(([name, { does }]) => [name, does] as const)
  const start = async (args: string[]) => {
    const [word = '', ...others] = args
    if (Object.hasOwn(commands, word)) return await commands[word]?.start(others)
    await main(
      helpOf(described, lines),
      { args, allowPositionals: true },
      async ({ positionals: [found] }) => {
        const near = found === undefined ? '' : ` Nearest to it: ${nearest(found, names, 1).join()}.`
        throw new UsageError(`Expected ${what} (${names.join(', ')}), found ${found ?? 'none'}.${near}`)
      },
    )
  }
  return { does: doesOf(described), start, commands }
}

const doesOf = ({ does, about }: Described) => does ?? /^[^:.,;(]*/.exec(about)?.[0].trim() ?? ''

type Line = readonly [word: string, text: string]

function helpOf({ usage, about, exits }: Described, given: readonly Line[]): string {
  const lines: Line[] = [...given, ['--help', 'this text']]
  const width = Math.max(...lines.map(([word]) => word.length)) + 4
  const list = lines.map(
    ([word, text]) => `  ${word.padEnd(width)}${text.replaceAll('\n', `\n${' '.repeat(width + 2)}`)}`,
  )
  return [`Usage: ${usage}`, about, list.join('\n'), `Exit codes: ${exits}, 64 wrong usage.`].join('\n\n')
}
