import { readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { CannotJudge, UsageError } from '../errors.ts'
import { limits } from '../lab/limits.ts'
import type { Change } from '../lab/counterexample.ts'
import type { Limit, Returned, Scenario, Student, Terminal } from '../lab/scenario.ts'
import { withLock } from '../lock.ts'
import type { Matcher } from '../property/matcher.ts'
import type { Observation } from '../property/observation.ts'
import type { TraceWriter } from '../trace/writer.ts'
import type { Command } from '../trace/world.ts'
import { unlessAborted } from '../unless-aborted.ts'
import { Screen } from './screen.ts'
import type { Shell } from './shell.ts'
import type { Waiter } from './waiter.ts'

/** What the student waited for did not come, and nothing of the scenario can be done without it. */
export class GaveUp extends Error {
  override name = 'GaveUp'
}

let commandsTyped = 0

/** A student at work in one scenario: types into a real shell, and all that happens goes into the trace. */
export class ScenarioStudent implements Student {
  readonly #scenario: string
  readonly #change: Change
  readonly #shell: Shell
  readonly #writer: TraceWriter
  readonly #waiter: Waiter
  readonly #signal: AbortSignal

  constructor(
    scenario: Scenario,
    change: Change,
    shell: Shell,
    writer: TraceWriter,
    waiter: Waiter,
    signal: AbortSignal,
  ) {
    this.#scenario = scenario.name
    this.#change = change
    this.#shell = shell
    this.#writer = writer
    this.#waiter = waiter
    this.#signal = signal
  }

  types(line: string): Promise<Returned> {
    return this.#run(line, 'lab')
  }

  typesInstead(line: string): Promise<Returned> {
    return this.#run(line, 'instead')
  }

  looks(line: string): Promise<Returned> {
    return this.#run(line, 'look')
  }

  async opens(line: string): Promise<Terminal> {
    this.#signal.throwIfAborted()
    const { command, scenario } = this.#typed(line, 'lab')
    const child = this.#shell.open(this.#really(line))
    const screen = new Screen((text) =>
      this.#writer.write({
        type: 'output',
        scenario,
        command,
        stream: 'stdout',
        text: text.replaceAll('\r\n', '\n'),
      }),
    )
    child.stdout.setEncoding('utf8').on('data', (piece: string) => screen.write(piece))
    void child.then(({ exitCode, signal }) => {
      screen.flush()
      this.#exited(command, exitCode, signal)
    })
    const press = (keys: string, text: string) => {
      this.#writer.write({ type: 'input', scenario, command, text })
      child.stdin.write(keys)
    }
    const record = this.#waiter.world.command(command)
    const awaits = (what: string, condition: (seen: Command) => boolean, limit: Limit) =>
      this.#await(what, () => condition(record), limit)
    return {
      types: async (text) => press(`${this.#really(text)}\n`, text),
      interrupts: async () => press('\u0003', 'Ctrl-C'),
      shows: (text, limit) =>
        awaits(
          `the screen shows ${JSON.stringify(text)}`,
          ({ stdout, inputs }) => stdout.slice(inputs.at(-1)?.screen.length ?? 0).includes(text),
          limit,
        ),
      ends: (limit) => awaits(`${line} ends`, ({ exitedAt }) => exitedAt !== undefined, limit),
    }
  }

  async edits(file: string, changes: Record<string, unknown>): Promise<void> {
    const path = join(this.#shell.folder, file)
    const document = parseDocument(await readFile(path, 'utf8'))
    const [error] = document.errors
    if (error) throw new UsageError(`manifests/${file}: ${error.message}`)
    for (const [key, value] of Object.entries({ ...changes, ...this.#change.patch })) {
      const keys = key.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
      if (value === null) document.deleteIn(keys)
      else document.setIn(keys, value)
    }
    const text = document.toString()
    await writeFile(path, text)
    this.#writer.write({ type: 'file', scenario: this.#scenario, name: file, text })
  }

  async needs<T>(observation: Observation<T>, matcher: Matcher<T>, limit: Limit): Promise<void> {
    if (!(await this.sees(observation, matcher, limit))) throw new GaveUp()
  }

  async sees<T>(observation: Observation<T>, matcher: Matcher<T>, limit: Limit): Promise<boolean> {
    const condition = () => {
      const seen = observation.look(this.#waiter.world)
      return seen !== undefined && matcher.test(seen)
    }
    return await this.#await(`${observation.name} ${matcher.says}`, condition, limit)
  }

  async waits(limit: Limit): Promise<void> {
    await this.#await(limit.name, () => false, limit)
  }

  async withPort(port: number, work: () => Promise<void>): Promise<void> {
    const waiting = () => {
      const until = Date.now() + limits.portFree.milliseconds
      const what = `port ${port} is free: another run is using it`
      this.#writer.write({ type: 'awaiting', scenario: this.#scenario, what, until })
    }
    await withLock(`port-${port}`, () => this.#onPort(port, work), { signal: this.#signal, waiting })
  }

  async #onPort(port: number, work: () => Promise<void>): Promise<void> {
    if (await isTaken(port)) {
      throw new CannotJudge(
        `the lab needs port ${port} of 127.0.0.1, and another program listens there: ` +
          `find it with "ss -ltnp 'sport = :${port}'", end it, and run again`,
      )
    }
    await work()
  }

  async #await(what: string, condition: () => boolean, limit: Limit): Promise<boolean> {
    const until = Date.now() + limit.milliseconds
    this.#writer.write({ type: 'awaiting', scenario: this.#scenario, what, until })
    return await this.#waiter.until(condition, until)
  }

  async #run(line: string, because: 'lab' | 'instead' | 'look'): Promise<Returned> {
    this.#signal.throwIfAborted()
    const { command, scenario } = this.#typed(line, because)
    const { stdout, stderr, exitCode, signal } = await unlessAborted(
      this.#shell.run(this.#really(line)),
      this.#signal,
    )
    // Said by kubectl, it tells of the cluster and not of the lab: nothing may be judged by it.
    if (/^(The connection to the server|Unable to connect to the server)/m.test(stderr)) {
      throw new CannotJudge(`the API server does not answer any more: ${stderr.trim()}`)
    }
    for (const [stream, text] of [
      ['stdout', stdout],
      ['stderr', stderr],
    ] as const) {
      if (text !== '') this.#writer.write({ type: 'output', scenario, command, stream, text })
    }
    this.#exited(command, exitCode, signal)
    this.#signal.throwIfAborted()
    return { code: exitCode ?? null, stdout, stderr }
  }

  /** The line that is really run: another one in a world with a change. */
  #really(line: string): string {
    return this.#change.types?.[line] ?? line
  }

  #typed(line: string, because: 'lab' | 'instead' | 'look') {
    commandsTyped += 1
    const command = commandsTyped
    this.#writer.write({ type: 'typed', scenario: this.#scenario, command, line, because })
    return { command, scenario: this.#scenario }
  }

  #exited(command: number, code: number | undefined, signal: string | undefined): void {
    this.#writer.write({
      type: 'exited',
      scenario: this.#scenario,
      command,
      code: code ?? null,
      ...(signal !== undefined && { signal }),
    })
  }
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
