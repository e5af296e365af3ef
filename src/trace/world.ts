import type { TokenSeen, TraceEvent } from './event.ts'
import { Health } from './health.ts'
import type { Kind, ObjectOf } from './kinds.ts'

/** Something the student typed, and what came back so far. Times are milliseconds since the epoch. */
export interface Command {
  /** Of this command in the trace. */
  number: number
  line: string
  /** Which run of the line it is, where it is typed more than once. */
  run?: string
  because: 'lab' | 'instead' | 'also'
  typedAt: number
  /** The files of the student that the line names, as they were then. */
  files: ReadonlyMap<string, string>
  /** Keys pressed in its terminal, and what the screen had shown before each. */
  inputs: { at: number; text: string; screen: string }[]
  stdout: string
  stderr: string
  /** Undefined while it runs; null when a signal ended it. */
  code?: number | null
  signal?: string
  exitedAt?: number
  /** How much it printed when it was recorded; older traces do not say. */
  bytes?: { stdout: number; stderr: number }
}

/** An object as it was from one change to the next. */
export interface Version<K extends Kind> {
  object: ObjectOf<K>
  /** When the API server wrote it: milliseconds since the epoch, whole seconds; where nobody said so, when it was seen. */
  written: number
}

/** An object with its life so far. */
export interface Seen<K extends Kind> {
  object: ObjectOf<K>
  isDeleted: boolean
  /** All that was seen of it, oldest first. */
  versions: readonly Version<K>[]
}

/** What one scenario has come to, at one moment of the trace: the sum of all events so far. */
export class World {
  readonly scenario: string
  now = 0
  namespace: string | undefined
  state: 'ahead' | 'begun' | 'ended' | 'broken' | 'left out' = 'ahead'
  reason: string | undefined
  readonly files = new Map<string, string>()
  readonly tokens = new Map<string, TokenSeen>()
  /** Of the machine that the trace was made on. It is fed apart from the world, which is handed events in another order. */
  readonly health = new Health()
  readonly #commands = new Map<number, Command>()
  readonly #objects = new Map<string, Seen<Kind>>()

  constructor(scenario: string) {
    this.scenario = scenario
  }

  /** All that was typed, in order. */
  get commands(): Command[] {
    return [...this.#commands.values()]
  }

  /**
   * One command by its number in the trace.
   * @throws TypeError when nothing of that number was typed in this scenario
   */
  command(number: number): Command {
    const command = this.#commands.get(number)
    if (!command) throw new TypeError(`expected a command of ${this.scenario}, found number ${number}`)
    return command
  }

  /** All objects of a kind that were ever there, oldest first. */
  ever<K extends Kind>(kind: K): Seen<K>[] {
    // The filter makes it so; the compiler can't follow a kind through a type parameter.
    return [...this.#objects.values()].filter((seen) => seen.object.kind === kind) as unknown[] as Seen<K>[]
  }

  /** The objects of a kind that are there now, oldest first. */
  present<K extends Kind>(kind: K): ObjectOf<K>[] {
    return this.ever(kind)
      .filter(({ isDeleted }) => !isDeleted)
      .map((seen) => seen.object)
  }

  /** Takes in one event; false when it says nothing about this scenario. */
  apply(event: TraceEvent): boolean {
    if ('scenario' in event && event.scenario !== this.scenario) return false
    this.now = Math.max(this.now, event.at)
    switch (event.type) {
      case 'scenario':
        this.#enter(event)
        return true
      case 'file':
        this.files.set(event.name, event.text)
        return true
      case 'typed':
        this.#commands.set(event.command, {
          number: event.command,
          line: event.line,
          ...(event.run !== undefined && { run: event.run }),
          because: event.because,
          typedAt: event.at,
          files: new Map([...this.files].filter(([name]) => event.line.includes(name))),
          inputs: [],
          stdout: '',
          stderr: '',
        })
        return true
      case 'input': {
        const command = this.#commands.get(event.command)
        if (command) command.inputs.push({ at: event.at, text: event.text, screen: command.stdout })
        return true
      }
      case 'output': {
        const command = this.#commands.get(event.command)
        if (command) command[event.stream] += event.text
        return true
      }
      case 'exited': {
        const command = this.#commands.get(event.command)
        const { code, signal, bytes, at } = event
        if (command) Object.assign(command, { code, signal, bytes, exitedAt: at })
        return true
      }
      case 'object':
        return this.#change(event)
      case 'token':
        this.tokens.set(event.name, event)
        return true
      case 'left out':
        return true
      case 'heartbeat':
        return this.state === 'begun'
      default:
        return false
    }
  }

  #enter(event: Extract<TraceEvent, { type: 'scenario' }>): void {
    const states = { begins: 'begun', ends: 'ended', breaks: 'broken', 'left out': 'left out' } as const
    this.state = states[event.state]
    this.namespace = event.namespace
    this.reason = event.reason
  }

  #change({ at, change, object, written }: Extract<TraceEvent, { type: 'object' }>): boolean {
    if (this.namespace === undefined || object.metadata.namespace !== this.namespace) return false
    const { uid } = object.metadata
    const seen = this.#objects.get(uid)
    // What was there before the scenario began is none of its objects.
    if (!seen && change !== 'added') return false
    const version = { object, written: written === undefined ? at : Date.parse(written) }
    const versions = [...(seen?.versions ?? []), version]
    this.#objects.set(uid, { object, isDeleted: change === 'deleted', versions })
    return true
  }
}
