import { join } from 'node:path'
import { cleaned } from '../cleaned.ts'
import { CommandFailed } from '../errors.ts'

/** How a program is run. */
export interface RunOptions {
  /** The folder that it runs in; without it that of the project, wherever the user stands. */
  directory?: string
  /** Added to this process's own environment. */
  env?: Readonly<Record<string, string>>
  /** With false the program has nothing but {@link RunOptions.env}. */
  extendEnv?: boolean
  /** Ends the program, and all that it started, when it fires. */
  signal?: AbortSignal | undefined
  /** What it reads on standard input; without it there is nothing to read. */
  input?: string
  /** Is handed each line that the program prints, on either stream, without its newline. */
  line?: (text: string) => void
  /** After this time the program, and all that it started, is ended, and the run has failed. */
  timeLimitSeconds?: number
  /** Said after the failure: what the user can do. */
  hint?: string
}

/** Who hears the lines that a program prints, and what ends it. */
export type Heard = Pick<RunOptions, 'line' | 'signal'>

/** From SIGTERM to SIGKILL. */
const endGraceSeconds = 10
const project = join(import.meta.dirname, '../..')
const linesInErrors = 15
const charactersOfCommand = 200

/**
 * Runs a program to its end, in a process group of its own: Ctrl-C reaches this process alone, which then ends
 * the group in its own way.
 *
 * @returns what it printed on standard output, without the newline at the end
 * @throws {CommandFailed} with its last lines, when it can't be started, fails, or takes too long
 * @throws the signal's reason, when that ended it
 */
export async function run(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { execa } = await import('execa')
  const { directory, env, extendEnv = true, signal, input, line, timeLimitSeconds, hint } = options
  signal?.throwIfAborted()
  const child = execa(program, args, {
    cwd: directory ?? project,
    ...(env && { env }),
    extendEnv,
    ...(signal && { cancelSignal: signal }),
    ...(timeLimitSeconds && { timeout: timeLimitSeconds * 1000 }),
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
    forceKillAfterDelay: endGraceSeconds * 1000,
    killDescendants: true,
    all: true,
    reject: false,
  })
  if (line) for await (const text of child.iterable({ from: 'all' })) line(text)
  const { failed, stdout, stderr, all, exitCode, signal: endedBy, code, timedOut, cause } = await child
  signal?.throwIfAborted()
  if (!failed) return stdout
  const command = [program, ...args].join(' ')
  throw new CommandFailed({
    command: command.length > charactersOfCommand ? `${command.slice(0, charactersOfCommand)}...` : command,
    reason:
      code === 'ENOENT'
        ? `${program} is not installed`
        : timedOut
          ? `still running after ${timeLimitSeconds} s`
          : endedBy
            ? `ended by ${endedBy}`
            : `exit code ${exitCode ?? code}`,
    lastLines: cleaned(all).trim().split('\n').slice(-linesInErrors).join('\n'),
    stdout,
    stderr,
    hint: /no space left on device|ENOSPC/i.test(all)
      ? 'The disk is full: free some space and run this again.'
      : hint,
    cause,
  })
}

/**
 * Runs a program that may fail, as {@link run} does.
 *
 * @returns what it printed on standard output; undefined when it failed
 * @throws the signal's reason, when that ended it
 */
export async function tryToRun(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string | undefined> {
  try {
    return await run(program, args, options)
  } catch (error) {
    if (error instanceof CommandFailed) return undefined
    throw error
  }
}

/** Whether a program runs and ends well: see {@link tryToRun}. */
export async function succeeds(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<boolean> {
  return (await tryToRun(program, args, options)) !== undefined
}
