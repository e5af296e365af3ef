import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Happening, Lost, TraceEvent } from './event.ts'
import { inTurns } from '../turns.ts'
import { nameOfToken, Secrets } from './secrets.ts'

const heartbeatEvery = 1000

/** Appends to a trace file: gives each event its time, and lets no secret through. */
export class TraceWriter {
  readonly secrets = new Secrets()
  readonly #fd: number
  readonly #heartbeat: NodeJS.Timeout
  readonly #listeners = new Set<(event: TraceEvent) => void>()
  readonly #tokens = new Set<string>()
  #commands = 0
  readonly #typed = new Map<string, number>()
  /** The wall clock when it began; from then on time goes by a clock that nobody sets. */
  readonly #begun = Date.now() - performance.now()
  #open = true

  /** Creates the file, and the folder it stands in; an existing file is overwritten. */
  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true })
    this.#fd = openSync(path, 'w')
    this.#heartbeat = setInterval(() => this.write({ type: 'heartbeat', wall: Date.now() }), heartbeatEvery)
  }

  /** The time that an event would have now: milliseconds since the epoch. */
  get now(): number {
    return Math.round(this.#begun + performance.now())
  }

  /**
   * Appends one event; after `end` nothing more is written.
   * @returns the event as it is written, without secrets
   */
  write<H extends Happening>(happening: H): H {
    if (!this.#open) return happening
    const redacted = this.secrets.redactValue(happening, (token) => this.#writeToken(token)) as H
    this.#append(redacted)
    return redacted
  }

  /**
   * The same of an event that may be long: others have their turns meanwhile, a heartbeat for one. Its time is when it is
   * written, so who has more to say of the same waits for it.
   */
  async writeInTurns<H extends Happening>(happening: H): Promise<H> {
    const redacted = (await inTurns(
      this.secrets.redactingValue(happening, (token) => this.#writeToken(token)),
    )) as H
    this.#append(redacted)
    return redacted
  }

  /** A number for the next command that is typed, which no other command of this trace has. */
  nextCommand(): number {
    this.#commands += 1
    return this.#commands
  }

  /** The command that typed a text first. @param command which types it now */
  firstTyped(text: string, command: number): number {
    const first = this.#typed.get(text) ?? command
    this.#typed.set(text, first)
    return first
  }

  /** Calls back for every event from now on, in the order of the file. Returns a function that ends it. */
  listen(listener: (event: TraceEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Writes the end record and closes the file; a second call does nothing. */
  end(outcome: 'complete' | 'interrupted' | 'broken', because: { reason?: string; lost?: Lost } = {}): void {
    if (!this.#open) return
    this.write({ type: 'end', outcome, ...because })
    this.#open = false
    clearInterval(this.#heartbeat)
    closeSync(this.#fd)
  }

  #append(happening: Happening): void {
    if (!this.#open) return
    const { type, ...rest } = happening
    const event = { type, at: this.now, ...rest } as TraceEvent
    writeSync(this.#fd, `${JSON.stringify(event)}\n`)
    for (const listener of this.#listeners) listener(event)
  }

  #writeToken(token: string): void {
    const name = nameOfToken(token)
    const [header, payload] = token.split('.').map(decodePart)
    if (this.#tokens.has(name) || header === undefined || payload === undefined) return
    this.#tokens.add(name)
    this.#append({ type: 'token', name, header, payload })
  }
}

function decodePart(part: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
  } catch {
    // A token cut short, as the lab prints it, has no readable parts.
    return undefined
  }
}
