import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs, type ParseArgsConfig, type ParseArgsOptionDescriptor } from 'node:util'
import { UsageError } from '../errors.ts'
import { nearest } from '../nearest.ts'

/** What every command takes. */
const common = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const

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
  /**
   * Does it, and gives the exit code. `--help`, `-h` and `--version` are answered, and no work is done then.
   * @param args the words after its name
   * @throws UsageError, or what `parseArgs` throws, at words that it does not take
   */
  answer: (args: string[], signal: AbortSignal) => Promise<number>
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
  const answer = async (args: string[], signal: AbortSignal) => {
    const config: Config<O> = { options: options as O, allowPositionals: positionals, args }
    return await answerTo(config, helpOf(row, lines), () => run(parseArgs<Config<O>>(config), signal))
  }
  return { does: doesOf(row), run, answer }
}

/** A command that calls one of those below it, which the next word names. */
export function commandOf(described: Described, what: string, commands: Commands): Subcommand {
  const names = Object.keys(commands)
  const lines = Object.entries(commands).map(([name, { does }]) => [name, does] as const)
  const answer = async (args: string[], signal: AbortSignal) => {
    const [word = '', ...others] = args
    const below = Object.hasOwn(commands, word) ? commands[word] : undefined
    if (below) return await below.answer(others, signal)
    return await answerTo({ args, allowPositionals: true }, helpOf(described, lines), async () => {
      const [found] = parseArgs({ args, allowPositionals: true }).positionals
      const near = found === undefined ? '' : ` Nearest to it: ${nearest(found, names, 1).join()}.`
      throw new UsageError(`Expected ${what} (${names.join(', ')}), found ${found ?? 'none'}.${near}`)
    })
  }
  return { does: doesOf(described), answer, commands }
}

/** What is asked for on a command line: the help, the version, or the work itself. */
async function answerTo(config: ParseArgsConfig, help: string, work: () => Promise<number>): Promise<number> {
  const { help: asksForHelp, version: asksForVersion } = valuesOf(config)
  if (asksForHelp) console.log(help)
  else if (asksForVersion) console.log(await nameAndVersion())
  else {
    requireValues(config)
    return await work()
  }
  return 0
}

function valuesOf(config: ParseArgsConfig) {
  const { values } = parseArgs({ ...config, options: { ...config.options, ...common } })
  return values
}

/** @throws UsageError where a value is empty, unless that is what the option has by default, or a second one would win */
function requireValues(config: ParseArgsConfig): void {
  const { tokens } = parseArgs({ ...config, tokens: true })
  const given = new Set<string>()
  for (const token of tokens) {
    if (token.kind === 'positional' && token.value === '')
      throw new UsageError('expected a name, found an empty one. Name one, or leave it out.')
    if (token.kind !== 'option' || token.value === undefined) continue
    const { name, value } = token
    if (value === '' && config.options?.[name]?.default !== '')
      throw new UsageError(
        `--${name}: expected a value, found an empty one. Name one, or leave the option out.`,
      )
    if (given.has(name))
      throw new UsageError(`--${name}: expected it once, found it twice. Leave one of them out.`)
    given.add(name)
  }
}

async function nameAndVersion(): Promise<string> {
  const text = await readFile(join(import.meta.dirname, '../../package.json'), 'utf8')
  const { name, version } = JSON.parse(text) as { name: string; version: string }
  return `${name} ${version}`
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
