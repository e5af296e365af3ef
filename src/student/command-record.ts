import { asTyped, textOf, type Run } from '../property/line.ts'
import { printsSecrets } from '../trace/credentials.ts'
import type { Command } from '../trace/world.ts'
import type { TraceWriter } from '../trace/writer.ts'
import type { Desk } from './desk.ts'

/** Writes into the trace what becomes of one command. */
export class CommandRecord {
  /** Of the command in the trace. */
  readonly number: number
  readonly #which: { scenario: string; command: number }
  readonly #writer: TraceWriter
  readonly #printsSecrets: boolean
  readonly #bytes = { stdout: 0, stderr: 0 }

  /**
   * Records that the line is typed.
   * @param text as it is typed
   * @param revision of the cluster, read before; undefined where it did not answer
   */
  constructor(
    line: string | Run,
    because: Command['because'],
    { scenario, step, writer }: Pick<Desk, 'scenario' | 'step' | 'writer'>,
    revision: string | undefined,
    text = textOf(line),
  ) {
    this.number = writer.nextCommand()
    this.#which = { scenario, command: this.number }
    this.#writer = writer
    this.#printsSecrets = printsSecrets(text)
    const at = revision === undefined ? {} : { revision }
    const firstTyped = writer.firstTyped(text, this.number)
    const isShown = writer.secrets.redact(text).text === text
    const identity = {
      ...asTyped(line),
      line: text,
      ...(text !== textOf(line) && { as: textOf(line) }),
      ...(step !== undefined && { step }),
      ...(!isShown && { firstTyped }),
    }
    writer.write({ type: 'typed', ...this.#which, ...identity, because, ...at })
  }

  /** Keys are pressed in its terminal. */
  input(text: string): void {
    this.#writer.write({ type: 'input', ...this.#which, text })
  }

  /** It writes something; an empty text is not recorded. */
  async output(stream: 'stdout' | 'stderr', text: string): Promise<void> {
    if (text === '') return
    const shown = this.#printsSecrets && stream === 'stdout' ? this.#writer.secrets.hideValues(text) : text
    const written = await this.#writer.writeInTurns({ type: 'output', ...this.#which, stream, text: shown })
    this.#bytes[stream] += Buffer.byteLength(written.text)
  }

  /**
   * It ends: with an exit code, or by a signal, which leaves no code; where the run has ended it, with the reason.
   * @param revision of the cluster, read after it; undefined where it did not answer
   */
  exited(
    { exitCode, signal, reason }: { exitCode?: number; signal?: string; reason?: string },
    revision?: string,
  ): void {
    this.#writer.write({
      type: 'exited',
      ...this.#which,
      code: exitCode ?? null,
      ...(signal !== undefined && { signal }),
      ...(reason !== undefined && { reason }),
      bytes: this.#bytes,
      ...(revision !== undefined && { revision }),
    })
  }
}
