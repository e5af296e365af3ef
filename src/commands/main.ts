import { constants } from 'node:os'
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { CannotJudge, CommandFailed, UsageError } from '../errors.ts'

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
 * itself; errors that a user can do something about are told in words, others with their stack.
 *
 * @param help what `--help` prints; no work is done then
 * @param config what may be on the command line besides `--help`, as `parseArgs` takes it
 * @param work is handed what was on the command line, and gives the exit code
 */
export async function main<const Config extends ParseArgsConfig>(
  help: string,
  config: Config,
  work: (parsed: ReturnType<typeof parseArgs<Config>>, signal: AbortSignal) => Promise<number>,
): Promise<void> {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      console.error(controller.signal.aborted ? 'Still cleaning up ...' : '\nEnding: cleaning up ...')
      controller.abort(new Interrupted(signal))
    })
  }
  try {
    if (asksForHelp(config)) console.log(help)
    else process.exitCode = await work(parseArgs(config), controller.signal)
  } catch (error) {
    process.exitCode = tell(controller.signal.aborted ? controller.signal.reason : error)
    // All is cleaned up; what still waits for something need not.
    if (controller.signal.aborted) process.exit()
  }
}

function asksForHelp(config: ParseArgsConfig): boolean {
  const { values } = parseArgs({ ...config, options: { ...config.options, help: { type: 'boolean' } } })
  return values.help === true
}

function tell(error: unknown): number {
  if (error instanceof Interrupted) return error.exitCode
  if (error instanceof UsageError || isOptionError(error)) {
    console.error(`${error.message}\nWith --help you see how it is called.`)
    return 64
  }
  if (error instanceof CannotJudge || error instanceof CommandFailed) {
    console.error(error.message)
    return 2
  }
  if (error instanceof SuppressedError) {
    tell(error.suppressed)
    tell(error.error)
  } else console.error(error)
  return 2
}

/** What `parseArgs` throws at words it does not know. */
function isOptionError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}
