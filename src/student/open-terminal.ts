import { reallyTyped } from '../lab/counterexample.ts'
import type { Terminal } from '../lab/scenario.ts'
import type { Run } from '../property/line.ts'
import { CommandRecord } from './command-record.ts'
import type { Desk } from './desk.ts'
import { foreground } from './foreground.ts'
import { Screen } from './screen.ts'

/**
 * Types a line of the lab in a terminal of its own, where it stays in the foreground, and records what the screen
 * shows, which keys are pressed and how the program ends.
 * @throws the reason of the signal, when it has come
 */
export async function openTerminal(line: string | Run, desk: Desk): Promise<Terminal> {
  const { change, shell, waiter, writer, signal } = desk
  signal.throwIfAborted()
  const record = new CommandRecord(line, 'lab', desk, await desk.revision())
  const program = shell.open(reallyTyped(line, change))
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
  const press = async (keys: string, text: string) => {
    record.input(text)
    program.stdin.write(keys)
  }
  return foreground(record.number, press, waiter, change)
}
