import { StringDecoder } from 'node:string_decoder'
import { setTimeout as pause } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { execa } from 'execa'
import type { Sandbox } from './sandbox.ts'

/** Of a line no more is kept (characters). */
const most = 1 << 20

/** A terminal takes no longer line (bytes). */
const longestLine = 4000

/** Between Ctrl-C and stronger means, and between two looks (milliseconds). */
const grace = 2000
const lookEvery = 50

/** How a line of a terminal is waited for. */
export interface Patience {
  /** After so many milliseconds the program in the foreground is ended. */
  limit: number
  /** Ends it as well, when all that is awaited is printed. */
  isEnough?: ((printed: string) => boolean) | undefined
  /** It is left where it is as soon as it shows something and is quiet for so long (milliseconds). */
  quiet?: number
  /** It is not ended at the limit, but stays. */
  stays?: boolean
  /** Ends it as well, when what is awaited can't come. */
  stop?: () => boolean
  signal: AbortSignal
}

/** What came of typing something. */
export interface Came {
  printed: string
  /** None where the program still runs, or was ended. */
  code: number | undefined
  /** Why it was ended, where nobody wanted that. */
  reason?: string
}

/** What a terminal needs of its sandbox. */
export type TerminalPlace = Pick<Sandbox, 'command' | 'env' | 'endAll' | 'start'>

/** A bash in a terminal of a sandbox. What is typed is not shown, and there are no prompts. */
export class ShellTerminal implements AsyncDisposable {
  readonly #sandbox: TerminalPlace
  readonly #marker: RegExp
  readonly #process: ReturnType<typeof start>
  #shown = ''
  #isCut = false
  #changed = 0
  isClosed = false

  private constructor(sandbox: TerminalPlace, marker: string) {
    this.#sandbox = sandbox
    this.#marker = new RegExp(`\\u001e${marker}:(\\d+)\\u001e`)
    this.#process = start(sandbox)
    const decoder = new StringDecoder('utf8')
    this.#process.stdout.on('data', (piece: Buffer) => this.#show(decoder.write(piece)))
    void this.#process.then(() => (this.isClosed = true))
  }

  /**
   * Opens one, as the last one was left.
   * @param marker that tells when a line has ended
   */
  static async open(sandbox: TerminalPlace, marker: string, signal: AbortSignal): Promise<ShellTerminal> {
    const terminal = new ShellTerminal(sandbox, marker)
    await terminal.#came({ limit: 20_000, signal })
    return terminal
  }

  /** Types a line, of several lines maybe, and waits until bash has done it. */
  async run(line: string, patience: Patience): Promise<Came> {
    if (line.split('\n').some((one) => Buffer.byteLength(one) > longestLine))
      return {
        printed: '',
        code: undefined,
        reason: `a terminal takes no line of more than ${longestLine} bytes`,
      }
    this.#begin()
    this.#process.stdin.write(`eval '${line.replaceAll("'", `'\\''`)}'\n`)
    return await this.#came(patience)
  }

  /** Types into the program in the foreground, as it is. */
  async type(keys: string, patience: Patience): Promise<Came> {
    this.#begin()
    this.#process.stdin.write(keys)
    return await this.#came(patience)
  }

  /** What has come since, where something comes late. */
  async more(patience: Patience): Promise<string> {
    this.#begin()
    return (await this.#came(patience)).printed
  }

  /** Ends the program in the foreground: by Ctrl-C, by the end of what is typed, and at last all that runs in the sandbox. */
  async interrupt(signal: AbortSignal): Promise<void> {
    for (const keys of ['\u0003', '\u0003', '\u0004']) {
      if (this.isClosed || this.#marker.test(this.#shown)) return
      this.#process.stdin.write(keys)
      await this.#until(() => this.#marker.test(this.#shown), grace, signal)
    }
    if (!this.isClosed && !this.#marker.test(this.#shown)) await this.#sandbox.endAll(signal)
    await this.#until(() => this.isClosed, grace, signal)
    this.isClosed = true
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.isClosed = true
    this.#process.kill('SIGKILL')
    await this.#process
  }

  #begin(): void {
    this.#shown = ''
    this.#isCut = false
  }

  #show(text: string): void {
    this.#changed = performance.now()
    const room = most - this.#shown.length
    if (text.length > room) this.#isCut = true
    // The marker may come after what is cut.
    const tail = this.#isCut ? (this.#shown + text).slice(-200) : ''
    this.#shown = this.#isCut ? this.#shown.slice(0, most) : this.#shown + text
    if (this.#isCut && this.#marker.test(tail)) this.#shown += tail.match(this.#marker)?.[0] ?? ''
  }

  async #came({ limit, isEnough, quiet, stays, stop, signal }: Patience): Promise<Came> {
    const begun = performance.now()
    const isDone = () => this.isClosed || this.#marker.test(this.#shown)
    const isQuiet = () =>
      quiet !== undefined &&
      this.#printed() !== '' &&
      performance.now() - Math.max(this.#changed, begun) > quiet
    let checked = -1
    const isSeen = () => {
      if (isEnough === undefined || this.#shown.length === checked) return false
      checked = this.#shown.length
      return isEnough(this.#printed())
    }
    let wanted = false
    await this.#until(
      () => isDone() || this.#isCut || (wanted = isQuiet() || isSeen() || stop?.() === true),
      limit,
      signal,
    )
    if (!isDone() && !isQuiet() && (stays !== true || this.#isCut)) {
      const isLate = !wanted && !this.#isCut
      await this.interrupt(signal)
      if (isLate && isEnough === undefined)
        return {
          ...this.#result(),
          code: undefined,
          reason: `it gave no prompt back within ${Math.round(limit / 1000)} s, and was ended`,
        }
      return { ...this.#result(), code: undefined }
    }
    return this.#result()
  }

  #printed(): string {
    return stripVTControlCharacters(this.#shown.split(this.#marker)[0] ?? '').replaceAll('\r\n', '\n')
  }

  #result(): Came {
    const code = this.#marker.exec(this.#shown)?.[1]
    const reason = this.#isCut ? `it printed more than ${most >> 20} MiB: the rest was left out` : undefined
    return {
      printed: this.#printed(),
      code: code === undefined ? undefined : Number(code),
      ...(reason !== undefined && { reason }),
    }
  }

  async #until(condition: () => boolean, within: number, signal: AbortSignal): Promise<void> {
    const over = performance.now() + within
    while (!condition() && !this.isClosed && performance.now() < over)
      await pause(lookEvery, undefined, { signal })
  }
}

function start(sandbox: TerminalPlace) {
  // Nothing of what is typed is shown by the terminal itself, so that only what programs print is.
  const bash = `stty -echo cols 160 rows 50; exec bash --rcfile ${sandbox.start} --noprofile --noediting -i`
  const inTerminal = 'cd; exec script --quiet --return --flush --command "$1" /dev/null'
  const [program, ...args] = sandbox.command(inTerminal, bash)
  return execa(program, args, {
    env: sandbox.env,
    stdin: 'pipe',
    buffer: false,
    encoding: 'buffer',
    reject: false,
    detached: true,
  })
}
