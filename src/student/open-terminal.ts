import { reallyTyped } from '../lab/counterexample.ts'
import type { Terminal } from '../lab/scenario.ts'
import { textOf, type Run } from '../property/line.ts'
import { CommandRecord } from './command-record.ts'
import type { Desk } from './desk.ts'
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
  let echo = ''
  const press = (keys: string, text: string, shown: string) => {
    echo = shown
    record.input(text)
    program.stdin.write(keys)
  }
  const seen = waiter.world.command(record.number)
  /** A prompt that comes before the echo of what was typed is an answer to something else. */
  const shownSinceInput = () => {
    const shown = seen.stdout.slice(seen.inputs.at(-1)?.screen.length ?? 0)
    const echoed = shown.indexOf(echo)
    return echoed === -1 ? '' : shown.slice(echoed + echo.length)
  }
  return {
    types: async (text) => {
      const keys = `${reallyTyped(text, change)}\n`
      press(keys, text, keys)
    },
    interrupts: async () => press('\u0003', 'Ctrl-C', ''),
    shows: (text, limit) =>
      waiter.wait(`the screen shows ${JSON.stringify(text)}`, () => shownSinceInput().includes(text), limit),
    ends: (limit) => waiter.wait(`${textOf(line)} ends`, () => seen.exitedAt !== undefined, limit),
  }
}
