import { textOf, type Run } from '../property/line.ts'
import type { Command } from '../trace/world.ts'
import type { TraceWriter } from '../trace/writer.ts'
import type { Desk } from './desk.ts'

/** Writes into the trace what becomes of one command. */
export class CommandRecord {
  /** Of the command in the trace. */
  readonly number: number
  readonly #which: { scenario: string; command: number }
  readonly #writer: TraceWriter

  /** Records that the line is typed. */
  constructor(line: string | Run, because: Command['because'], { scenario, writer }: Desk) {
    this.number = writer.nextCommand()
    this.#which = { scenario, command: this.number }
    this.#writer = writer
    const run = typeof line === 'string' ? {} : { run: line.run }
    writer.write({ type: 'typed', ...this.#which, line: textOf(line), ...run, because })
  }

  /** Keys are pressed in its terminal. */
  input(text: string): void {
    this.#writer.write({ type: 'input', ...this.#which, text })
  }

  /** It writes something; an empty text is not recorded. */
  output(stream: 'stdout' | 'stderr', text: string): void {
    if (text !== '') this.#writer.write({ type: 'output', ...this.#which, stream, text })
  }

  /** It ends: with an exit code, or by a signal, which leaves no code. */
  exited({ exitCode, signal }: { exitCode?: number; signal?: string }): void {
    const code = exitCode ?? null
    this.#writer.write({ type: 'exited', ...this.#which, code, ...(signal !== undefined && { signal }) })
  }
}
