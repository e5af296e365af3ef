import { CannotJudge } from '../errors.ts'

/** How a program is run. */
export interface RunOptions {
  directory?: string
  /** Added to this process's own environment. */
  env?: Readonly<Record<string, string>>
  /** Ends the program, and all that it started, when it fires. */
  signal?: AbortSignal | undefined
  input?: string
  /** Is handed each line that the program prints, on either stream. */
  line?: (text: string) => void
  /** In seconds; then the program is ended and the run has failed. */
  timeLimit?: number
  /** Said after the failure: what the user can do. */
  hint?: string
}

const endGraceSeconds = 10
const linesInErrors = 15

/**
 * Runs a program to its end, in a process group of its own: Ctrl-C reaches this process alone, which then ends
 * the group in its own way.
 *
 * @returns what it printed on standard output, without the newline at the end
 * @throws {CannotJudge} with its last lines, when it can't be started, fails, or takes too long
 * @throws the signal's reason, when that ended it
 */
export async function run(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { execa } = await import('execa')
  const { signal } = options
  signal?.throwIfAborted()
  const child = execa(program, args, {
    ...(options.directory && { cwd: options.directory }),
    ...(options.env && { env: options.env }),
    ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
    detached: true,
    cleanup: false,
    all: true,
    reject: false,
    maxBuffer: 32 * 1024 * 1024,
  })
  let timedOut = false
  const kill = (how: NodeJS.Signals) => {
    try {
      if (child.pid) process.kill(-child.pid, how)
    } catch {
      // The group has ended meanwhile.
    }
  }
  let killer: NodeJS.Timeout | undefined
  const end = () => {
    kill('SIGTERM')
    killer = setTimeout(() => kill('SIGKILL'), endGraceSeconds * 1000)
  }
  const endAtExit = () => kill('SIGTERM')
  const timer = options.timeLimit
    ? setTimeout(() => {
        timedOut = true
        end()
      }, options.timeLimit * 1000)
    : undefined
  signal?.addEventListener('abort', end, { once: true })
  process.once('exit', endAtExit)
  try {
    if (options.line) for await (const text of child.iterable({ from: 'all' })) options.line(text)
    const { failed, stdout, all, exitCode, signal: endedBy, code, cause } = await child
    signal?.throwIfAborted()
    if (!failed) return stdout
    throw new CannotJudge(failure(program, args, { all, exitCode, endedBy, code, timedOut }, options), {
      cause,
    })
  } finally {
    clearTimeout(timer)
    clearTimeout(killer)
    signal?.removeEventListener('abort', end)
    process.removeListener('exit', endAtExit)
  }
}

/** Whether a program runs and ends well, within a time limit in seconds. */
export async function succeeds(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<boolean> {
  try {
    await run(program, args, options)
    return true
  } catch (error) {
    if (error instanceof CannotJudge) return false
    throw error
  }
}

interface Ended {
  all?: string | undefined
  exitCode?: number | undefined
  endedBy?: string | undefined
  code?: string | undefined
  timedOut: boolean
}

function failure(program: string, args: readonly string[], ended: Ended, options: RunOptions): string {
  const command = [program, ...args].join(' ')
  const shown = command.length > 200 ? `${command.slice(0, 200)}...` : command
  const printed = (ended.all ?? '').trim().split('\n').slice(-linesInErrors).join('\n')
  const how =
    ended.code === 'ENOENT'
      ? `${program} is not installed`
      : ended.timedOut
        ? `still running after ${options.timeLimit} s`
        : ended.endedBy
          ? `ended by ${ended.endedBy}`
          : `exit code ${ended.exitCode}`
  const hint = /no space left on device|ENOSPC/i.test(ended.all ?? '')
    ? 'The disk is full: free some space and run this again.'
    : options.hint
  return [`Expected this to succeed, found ${how}: ${shown}`, printed, hint].filter(Boolean).join('\n')
}
