import { constants } from 'node:os'
import { inspect } from 'node:util'
import { forLog, searchLast } from '../cleaned.ts'
import { CannotJudge, CommandFailed, LeftBehind, UsageError } from '../errors.ts'
import { endBroken, endWith } from '../exit-code.ts'
import { oneLine } from '../one-line.ts'
import { searchAll } from '../trace/secrets.ts'
import { systemErrorInWords } from './system-error.ts'

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
 * Runs this process to its exit code. Ctrl-C, SIGTERM and SIGHUP fire the signal, so that the work can clean up after
 * itself, and so does an error that nobody has caught. Whoever reads what is printed may go away: the work goes on to its
 * end. No crash ends with 1.
 *
 * @param work gives the exit code; what it throws is told as `answerOf` does
 */
export async function main(work: (signal: AbortSignal) => Promise<number>): Promise<void> {
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
  endWith(await answerOf(work, controller.signal))
  isOver = true
  // All is cleaned up; what still waits for something need not.
  if (controller.signal.aborted) process.exit()
}

/**
 * The exit code of some work: what it gives, or that of what it throws, which is told. Errors that a user can do something
 * about are told in words, others with their stack.
 */
export async function answerOf(
  work: (signal: AbortSignal) => Promise<number>,
  signal: AbortSignal,
): Promise<number> {
  try {
    const exitCode = await work(signal)
    signal.throwIfAborted()
    return exitCode
  } catch (error) {
    // Whatever else an end brings about is said by its reason.
    const isOnlyEnd = signal.aborted && !tellsWhatIsLeft(error)
    return tell(isOnlyEnd ? signal.reason : error)
  }
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
