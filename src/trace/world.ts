import type { Lost, TokenSeen, TraceEvent } from './event.ts'
import { Health, type Patient } from './health.ts'
import { kindOf, type Kind, type KubernetesObject, type ObjectOf } from './kinds.ts'
import { hasSecretName, mayBe } from './secret-name.ts'

/** Something the student typed, and what came back so far. Times are milliseconds since the epoch. */
export interface Command {
  /** Of this command in the trace. */
  number: number
  line: string
  /** As the lab has it, where what only the cluster knows was put in. */
  as?: string
  /** The step of the lab that it belongs to, where the scenario says so. */
  step?: string
  /** Which run of the line it is, where it is typed more than once. */
  run?: string
  /** The command that typed this line first, where a secret in it is replaced. */
  firstTyped?: number
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
  /** Why the run has ended it; undefined where it ended by itself. */
  reason?: string
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

/** An object with its life so far; it goes on as the world does. */
export interface SeenObject<K extends Kind> {
  object: ObjectOf<K>
  isDeleted: boolean
  /** All that was seen of it, oldest first. */
  versions: readonly Version<K>[]
}

/** The same, for the world that it is written by. */
interface Life extends SeenObject<Kind> {
  versions: Version<Kind>[]
}

/**
 * What of a world changes by itself: the objects of a kind, what was typed as one line and what came of it, all lines,
 * the tokens, the time, and what is known of the machine. The rest changes with the state of the scenario.
 */
export type WorldPart = `kind ${Kind}` | `line ${string}` | 'lines' | 'tokens' | 'time' | 'health'

/** Whether a line names a file, or a folder that it is in: `--from-file=site/`. */
const isNamedIn = (line: string, file: string) =>
  line.includes(file) ||
  [...file.matchAll(/\//g)].some(({ index }) => line.includes(file.slice(0, index + 1)))

/** What one scenario has come to, at one moment of the trace: the sum of all events so far. */
export class World implements Patient {
  readonly scenario: string
  readonly expects: readonly string[]
  namespace: string | undefined
  state: 'ahead' | 'begun' | 'ended' | 'broken' | 'left out' = 'ahead'
  reason: string | undefined
  lost: Lost | undefined
  /** Milliseconds since the epoch, for who dates what was seen: it is no part of the world that is looked at. */
  moment = 0
  readonly #files = new Map<string, string>()
  readonly #tokens = new Map<string, TokenSeen>()
  readonly #health: Health
  readonly #commands = new Map<number, Command>()
  readonly #inOrder: Command[] = []
  readonly #byLine = new Map<string, Command[]>()
  readonly #objects = new Map<Kind, Map<string, Life>>()
  /** Where it is noted what is looked at. */
  #noted: Set<WorldPart> | undefined

  /**
   * @param health of the machine that the trace was made on: it is fed apart from the world, in the order of the file
   * @param expects why containers do not start, or end, because the lab has them do so
   */
  constructor(scenario: string, health = new Health(), expects: readonly string[] = []) {
    this.scenario = scenario
    this.expects = expects
    this.#health = health
  }

  /** Does something, and notes which parts of this world it looks at on the way. */
  noting(parts: Set<WorldPart>, act: () => void): void {
    this.#noted = parts
    try {
      act()
    } finally {
      this.#noted = undefined
    }
  }

  /** Milliseconds since the epoch. */
  get now(): number {
    this.#noted?.add('time')
    return this.moment
  }

  get health(): Health {
    this.#noted?.add('health')
    return this.#health
  }

  get tokens(): ReadonlyMap<string, TokenSeen> {
    this.#noted?.add('tokens')
    return this.#tokens
  }

  /** All that was typed, in order. */
  get commands(): readonly Command[] {
    this.#noted?.add('lines')
    return this.#inOrder
  }

  /**
   * All that was typed with this text, in order. What was never seen but with a secret replaced is known when the scenario
   * has ended: then it is certain that no other line looks the same.
   */
  typedAs(line: string): readonly Command[] {
    this.#noted?.add(`line ${line}`)
    return this.#byLine.get(line) ?? (this.state === 'ended' ? this.#shownWithoutSecret(line) : [])
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

  /** What was typed as a command, as the lab has it, by its number in the trace; undefined when it is none of this scenario. */
  lineOf(number: number): string | undefined {
    const command = this.#commands.get(number)
    return command?.as ?? command?.line
  }

  /** All objects of a kind that were ever there, oldest first. */
  ever<K extends Kind>(kind: K): SeenObject<K>[] {
    this.#noted?.add(`kind ${kind}`)
    const lives = this.#objects.get(kind)?.values() ?? []
    // They are of this kind; the compiler can't follow a kind through a type parameter.
    return [...lives] as unknown[] as SeenObject<K>[]
  }

  /** The object of a kind that was there first. */
  first<K extends Kind>(kind: K): SeenObject<K> | undefined {
    this.#noted?.add(`kind ${kind}`)
    return this.#objects.get(kind)?.values().next().value as unknown as SeenObject<K> | undefined
  }

  /** The objects of a kind that are there now, oldest first. */
  present<K extends Kind>(kind: K): ObjectOf<K>[] {
    return this.ever(kind)
      .filter(({ isDeleted }) => !isDeleted)
      .map((seen) => seen.object)
  }

  /** All objects that are there now, of any kind; it is not noted that they are looked at. */
  get objects(): KubernetesObject[] {
    return [...this.#objects.values()]
      .flatMap((lives) => [...lives.values()])
      .flatMap(({ object, isDeleted }) => (isDeleted ? [] : [object]))
  }

  /**
   * What an event changes that says something about this scenario, besides the time and what is known of the machine;
   * all, where it says how the scenario goes on.
   */
  changedBy(event: TraceEvent): 'all' | readonly WorldPart[] {
    switch (event.type) {
      case 'object':
        return [`kind ${kindOf(event.object)}`]
      case 'token':
        return ['tokens']
      case 'heartbeat':
        return []
      case 'typed':
      case 'input':
      case 'output':
      case 'exited': {
        const line = this.lineOf(event.command)
        return line === undefined ? [] : ['lines', `line ${line}`]
      }
      default:
        return 'all'
    }
  }

  /** Takes in one event; false when it says nothing about this scenario. */
  apply(event: TraceEvent): boolean {
    if ('scenario' in event && event.scenario !== this.scenario) return false
    this.moment = Math.max(this.moment, event.at)
    switch (event.type) {
      case 'scenario':
        this.#enter(event)
        return true
      case 'file':
        this.#files.set(event.name, event.text)
        return true
      case 'typed':
        this.#type({
          number: event.command,
          line: this.#commands.get(event.firstTyped ?? event.command)?.line ?? event.line,
          ...(event.as !== undefined && { as: event.as }),
          ...(event.step !== undefined && { step: event.step }),
          ...(event.run !== undefined && { run: event.run }),
          ...(event.firstTyped !== undefined && { firstTyped: event.firstTyped }),
          because: event.because,
          typedAt: event.at,
          files: new Map([...this.#files].filter(([name]) => isNamedIn(event.line, name))),
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
        const { code, signal, reason, bytes, at } = event
        if (command) Object.assign(command, { code, signal, reason, bytes, exitedAt: at })
        return true
      }
      case 'object':
        return this.#change(event)
      case 'token':
        this.#tokens.set(event.name, event)
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
    this.lost = event.lost
  }

  #change({ at, change, object, written }: Extract<TraceEvent, { type: 'object' }>): boolean {
    const { uid, namespace } = object.metadata
    // What is in no namespace is there for all.
    if (namespace !== undefined && namespace !== this.namespace) return false
    const kind = kindOf(object)
    const life = this.#objects.get(kind)?.get(uid)
    // What was there before the scenario began is none of its objects.
    if (!life && change !== 'added') return false
    const version = { object, written: written === undefined ? at : Date.parse(written) }
    const isDeleted = change === 'deleted'
    if (life) {
      life.versions.push(version)
      Object.assign(life, { object, isDeleted })
    } else {
      const lives = this.#objects.get(kind) ?? new Map<string, Life>()
      this.#objects.set(kind, lives.set(uid, { object, isDeleted, versions: [version] }))
    }
    return true
  }

  #shownWithoutSecret(line: string): Command[] {
    const alike = this.#inOrder.filter((one) => hasSecretName(one.line) && mayBe(one.line, line))
    return new Set(alike.map((one) => one.firstTyped ?? one.line)).size === 1 ? alike : []
  }

  #type(command: Command): void {
    const { number, as: line = command.line } = command
    const alike = this.#byLine.get(line) ?? []
    this.#commands.set(number, command)
    this.#inOrder.push(command)
    alike.push(command)
    this.#byLine.set(line, alike)
  }
}
