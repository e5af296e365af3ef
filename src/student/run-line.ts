import { reallyTyped } from '../lab/counterexample.ts'
import type { Returned } from '../lab/scenario.ts'
import { asTyped, textOf, type Run } from '../property/line.ts'
import type { Command } from '../trace/world.ts'
import { namesTyped, withNamesTyped } from './names-typed.ts'
import { inTurns } from '../turns.ts'
import { unlessAborted } from '../unless-aborted.ts'
import { CommandRecord } from './command-record.ts'
import type { Desk } from './desk.ts'
import { Gone } from './gone.ts'

/**
 * What kubectl waits for by default, or a lab has it wait for, comes within five minutes, or kubectl says that it did not.
 * Nobody looks at a screen for longer: `get -w` never ends, a `rollout status` after ten minutes
 * (milliseconds).
 */
const untilPrompt = 330_000

/** A line that runs for so long is one that is waited for (milliseconds). */
const aWhile = 5000

/**
 * Types a line in the shell, waits for the prompt, and records it with all that came back. In a world with a change
 * another line may be run under the name of this one. A line that is left out is recorded as such, and one that gives no
 * prompt back is ended at the limit (milliseconds), with the reason. What is edited in an editor that it opens is recorded.
 * @throws CannotJudge when kubectl says that the API server does not answer; the reason of the signal, when it comes
 */
export async function runLine(
  line: string | Run,
  because: Command['because'],
  desk: Desk,
  { limit = untilPrompt, edits }: { limit?: number; edits?: string } = {},
): Promise<Returned> {
  const { scenario, signal, waiter, writer } = desk
  signal.throwIfAborted()
  const reason = desk.leavesOut(line)
  if (reason !== undefined) {
    writer.write({ type: 'left out', scenario, ...asTyped(line), reason })
    return { code: null, stdout: '', stderr: '' }
  }
  const names = namesTyped(line, waiter.world)
  const text = withNamesTyped(textOf(line), names)
  const record = new CommandRecord(line, because, desk, await desk.revision(), text)
  if (edits !== undefined) record.input(edits)
  const what = `${text} ends`
  const waiting = setTimeout(
    () => waiter.announce(what, { name: what, milliseconds: limit - aWhile }),
    aWhile,
  )
  const running = desk.shell.run(withNamesTyped(reallyTyped(line, desk.change), names), limit)
  const ended = await unlessAborted(running, signal).finally(() => clearTimeout(waiting))
  // What the student has put into a variable is known before any of it is printed.
  await inTurns(writer.secrets.redacting(await desk.shell.variables()))
  const { stdout, stderr, exitCode, timedOut } = ended
  // Said by kubectl, it tells of the cluster and not of the lab: nothing may be judged by it.
  if (/^(The connection to the server|Unable to connect to the server)/m.test(stderr)) {
    throw new Gone('API server', `the API server does not answer any more: ${stderr.trim()}`)
  }
  await record.output('stdout', stdout)
  await record.output('stderr', stderr)
  const late = { signal: 'SIGTERM', reason: `it gave no prompt back within ${limit / 1000} s` }
  record.exited(timedOut ? late : ended, await desk.revision())
  return { code: timedOut ? null : (exitCode ?? null), stdout, stderr }
}
