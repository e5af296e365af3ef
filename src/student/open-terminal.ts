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
export function openTerminal(line: string | Run, desk: Desk): Terminal {
  const { change, shell, waiter, signal } = desk
  signal.throwIfAborted()
  const record = new CommandRecord(line, 'lab', desk)
  const program = shell.open(reallyTyped(line, change))
  const screen = new Screen((text) => record.output('stdout', text.replaceAll('\r\n', '\n')))
  program.stdout.setEncoding('utf8').on('data', (piece: string) => screen.write(piece))
  void program.then((ended) => {
    screen.flush()
    record.exited(ended)
  })
  const press = (keys: string, text: string) => {
    record.input(text)
    program.stdin.write(keys)
  }
  const seen = waiter.world.command(record.number)
  const shownSinceInput = () => seen.stdout.slice(seen.inputs.at(-1)?.screen.length ?? 0)
  return {
    types: async (text) => press(`${reallyTyped(text, change)}\n`, text),
    interrupts: async () => press('\u0003', 'Ctrl-C'),
    shows: (text, limit) =>
      waiter.wait(`the screen shows ${JSON.stringify(text)}`, () => shownSinceInput().includes(text), limit),
    ends: (limit) => waiter.wait(`${textOf(line)} ends`, () => seen.exitedAt !== undefined, limit),
  }
}
