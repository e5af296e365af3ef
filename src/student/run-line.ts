import { CannotJudge } from '../errors.ts'
import { reallyTyped } from '../lab/counterexample.ts'
import type { Returned } from '../lab/scenario.ts'
import { asTyped, type Run } from '../property/line.ts'
import type { Command } from '../trace/world.ts'
import { inTurns } from '../turns.ts'
import { unlessAborted } from '../unless-aborted.ts'
import { CommandRecord } from './command-record.ts'
import type { Desk } from './desk.ts'

/**
 * Types a line in the shell, waits for the prompt, and records it with all that came back. In a world with a change
 * another line may be run under the name of this one. A line that is left out is recorded as such.
 * @throws CannotJudge when kubectl says that the API server does not answer; the reason of the signal, when it comes
 */
export async function runLine(
  line: string | Run,
  because: Command['because'],
  desk: Desk,
): Promise<Returned> {
  const { scenario, signal, writer } = desk
  signal.throwIfAborted()
  const reason = desk.leavesOut(line)
  if (reason !== undefined) {
    writer.write({ type: 'left out', scenario, ...asTyped(line), reason })
    return { code: null, stdout: '', stderr: '' }
  }
  const record = new CommandRecord(line, because, desk, await desk.revision())
  const ended = await unlessAborted(desk.shell.run(reallyTyped(line, desk.change)), signal)
  // What the student has put into a variable is known before any of it is printed.
  await inTurns(writer.secrets.redacting(await desk.shell.variables()))
  const { stdout, stderr, exitCode } = ended
  // Said by kubectl, it tells of the cluster and not of the lab: nothing may be judged by it.
  if (/^(The connection to the server|Unable to connect to the server)/m.test(stderr)) {
    throw new CannotJudge(`the API server does not answer any more: ${stderr.trim()}`)
  }
  await record.output('stdout', stdout)
  await record.output('stderr', stderr)
  record.exited(ended, await desk.revision())
  return { code: exitCode ?? null, stdout, stderr }
}
