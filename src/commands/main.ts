import { readFile } from 'node:fs/promises'
import { constants } from 'node:os'
import { join } from 'node:path'
import { inspect, parseArgs, type ParseArgsConfig } from 'node:util'
import { forLog, searchLast } from '../cleaned.ts'
import { CannotJudge, CommandFailed, LeftBehind, UsageError } from '../errors.ts'
import { endBroken, endWith } from '../exit-code.ts'
import { oneLine } from '../one-line.ts'
import { searchAll } from '../trace/secrets.ts'
import { systemErrorInWords } from './system-error.ts'

/** What every script takes. */
const common = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const

/** A person or a supervisor ended the run. */
class Interrupted extends Error {
  override name = 'Interrupted'
  readonly exitCode: number

  constructor(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') {
    super(`ended by ${signal}`)
    this.exitCode = 128 + constants.signals[signal]
  }
}

/**
 * Runs a script to its exit code. Ctrl-C, SIGTERM and SIGHUP fire the signal, so that the work can clean up after
 * itself, and so does an error that nobody has caught; errors that a user can do something about are told in words,
 * others with their stack. Whoever reads what is printed may go away: the work goes on to its end. No crash ends with 1.
 *
 * @param help what `--help` and `-h` print; no work is done then, nor for `--version`
 * @param config what may be on the command line besides, as `parseArgs` takes it
 * @param work is handed what was on the command line, and gives the exit code
 */
export async function main<const Config extends ParseArgsConfig>(
  help: string,
  config: Config,
  work: (parsed: ReturnType<typeof parseArgs<Config>>, signal: AbortSignal) => Promise<number>,
): Promise<void> {
  const controller = new AbortController()
  let isOver = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      console.error(controller.signal.aborted ? 'Still cleaning up ...' : '\nEnding: cleaning up ...')
      controller.abort(new Interrupted(signal))
    })
  }
  process.on('uncaughtException', (error) => {
    endBroken()
    if (isOver || controller.signal.aborted) tell(error)
    controller.abort(error)
  })
  watchOutput()
  searchLast(searchAll)
  try {
    const { help: asksForHelp, version: asksForVersion } = valuesOf(config)
    if (asksForHelp) console.log(help)
    else if (asksForVersion) console.log(await nameAndVersion())
    else {
      requireValues(config)
      endWith(await work(parseArgs(config), controller.signal))
      controller.signal.throwIfAborted()
      return
    }
    endWith(0)
  } catch (error) {
    // Whatever else an end brings about is said by its reason.
    const isOnlyEnd = controller.signal.aborted && !tellsWhatIsLeft(error)
    endWith(tell(isOnlyEnd ? controller.signal.reason : error))
    // All is cleaned up; what still waits for something need not.
    if (controller.signal.aborted) process.exit()
  } finally {
    isOver = true
  }
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

/** What can't be printed since the reader went away, as `head` does, is missed by nobody; anything else is. */
function watchOutput(): void {
  process.stdout.once('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE' || code === 'EIO') return
    endBroken()
    complain(`Expected to print on standard output, found ${message}: what is printed is not complete.`)
  })
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}

const tellsWhatIsLeft = (error: unknown): boolean =>
  error instanceof SuppressedError
    ? [error.error, error.suppressed].some(tellsWhatIsLeft)
    : error instanceof LeftBehind

function tell(error: unknown): number {
  if (error instanceof Interrupted) return error.exitCode
  if (error instanceof UsageError || isOptionError(error)) {
    // Which word is meant must be seen, also of one that nobody can read.
    complain(`${error.message}\nWith --help you see how it is called.`)
    return 64
  }
  if (error instanceof SuppressedError) {
    tell(error.suppressed)
    tell(error.error)
    return 2
  }
  const isTold = error instanceof CannotJudge || error instanceof CommandFailed
  complain(isTold ? error.message : (systemErrorInWords(error) ?? inspect(error)))
  return 2
}

/** Says what an error says, which may quote a file or a program. What was typed stays in one line. */
function complain(text: string): void {
  const typed = process.argv.slice(2).flatMap((word) => [word, word.replace(/^-.*?=/, '')])
  const odd = typed.filter((word) => word.trim() !== '' && oneLine(word) !== word)
  const told = odd.reduce((rest, word) => rest.replaceAll(word, oneLine(word)), text)
  console.error(forLog(told))
}

/** What `parseArgs` throws at words it does not know. */
function isOptionError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}
