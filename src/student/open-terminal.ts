import { setTimeout as pause } from 'node:timers/promises'
import { reallyTyped } from '../lab/counterexample.ts'
import type { Terminal } from '../lab/scenario.ts'
import { textOf, type Run } from '../property/line.ts'
import { CommandRecord } from './command-record.ts'
import type { Desk } from './desk.ts'
import { foreground } from './foreground.ts'
import { namesTyped, withNamesTyped } from './names-typed.ts'
import { Screen } from './screen.ts'

/** Keys that come at once may be taken for one: Esc and a letter for Alt (milliseconds; vi of busybox waits 50). */
const betweenKeys = 100

/**
 * Types a line of the lab in a terminal of its own, where it stays in the foreground, and records what the screen
 * shows, which keys are pressed and how the program ends.
 * @throws the reason of the signal, when it has come
 */
export async function openTerminal(line: string | Run, desk: Desk): Promise<Terminal> {
  const { change, shell, waiter, writer, signal } = desk
  signal.throwIfAborted()
  const names = namesTyped(line, waiter.world)
  const record = new CommandRecord(
    line,
    'lab',
    desk,
    await desk.revision(),
    withNamesTyped(textOf(line), names),
  )
  const program = shell.open(withNamesTyped(reallyTyped(line, change), names))
  let recorded = Promise.resolve()
  const screen = new Screen(
    (text) => {
      recorded = recorded.then(() => record.output('stdout', text.replaceAll('\r\n', '\n')))
    },
    (text) => writer.secrets.mayGoOn(text),
  )
  program.stdout.setEncoding('utf8').on('data', (piece: string) => screen.write(piece))
  void program.then(async (ended) => {
    screen.flush()
    await recorded
    record.exited(ended, await desk.revision())
  })
  const press = async (keys: readonly string[], text: string) => {
    record.input(text)
    for (const [index, key] of keys.entries()) {
      if (index > 0) await pause(betweenKeys)
      program.stdin.write(key)
    }
  }
  return foreground(record.number, press, waiter, change)
}
