import type { TraceEvent } from './event.ts'
import { Flaw } from './flaw.ts'

/** No run takes so long; a longer one is a clock that jumped (days). */
const longest = 7
const day = 24 * 60 * 60 * 1000

const inWords = (at: number) => new Date(at).toISOString()

type OfScenario = Extract<TraceEvent, { type: 'scenario' }>
type OfCommand = Extract<TraceEvent, { type: 'input' | 'output' | 'exited' }>

/** What the events of a trace must be to each other, whether it still grows or is done. It is fed all of them, in order. */
export class Structure {
  #first: number | undefined
  #last = 0
  #hasHeader = false
  #hasEnded = false
  readonly #scenarios = new Map<string, OfScenario['state']>()
  /** The scenario in which each command was typed, by the number of the command. */
  readonly #typed = new Map<number, string>()
  readonly #exited = new Set<number>()

  /** @throws Flaw that says what was expected of the next event, and what was found */
  take(event: TraceEvent): void {
    if (this.#hasEnded) throw new Flaw(`expected nothing after the end, found ${event.type}`)
    this.#time(event.at)
    if (event.type === 'header') this.#header()
    else if (!this.#hasHeader && event.type !== 'heartbeat' && event.type !== 'end')
      throw new Flaw(`expected a header before all but heartbeats, found ${event.type}`)
    if (event.type === 'scenario') this.#scenario(event)
    if (event.type === 'typed') this.#type(event.command, event.scenario)
    if (event.type === 'input' || event.type === 'output' || event.type === 'exited') this.#command(event)
    this.#hasEnded = event.type === 'end'
  }

  #time(at: number): void {
    this.#first ??= at
    if (at < this.#last)
      throw new Flaw(
        `expected no time before ${inWords(this.#last)}, which came before, found ${inWords(at)}`,
      )
    if (at > this.#first + longest * day)
      throw new Flaw(
        `expected a time within ${longest} days of the first, ${inWords(this.#first)}, found ${inWords(at)}`,
      )
    this.#last = at
  }

  #header(): void {
    if (this.#hasHeader) throw new Flaw('expected one header, found a second')
    this.#hasHeader = true
  }

  #scenario({ scenario, state }: OfScenario): void {
    const before = this.#scenarios.get(scenario)
    if (state === 'begins' || state === 'left out') {
      if (before !== undefined)
        throw new Flaw(`expected the scenario ${inShort(scenario)} to begin once, found ${state}`)
    } else if (before !== 'begins')
      throw new Flaw(`expected the scenario ${inShort(scenario)} to go on, found ${state}`)
    this.#scenarios.set(scenario, state)
  }

  #type(command: number, scenario: string): void {
    if (this.#typed.has(command))
      throw new Flaw(`expected each command to have a number of its own, found ${command} again`)
    this.#typed.set(command, scenario)
  }

  #command({ type, scenario, command }: OfCommand): void {
    if (this.#typed.get(command) !== scenario)
      throw new Flaw(`expected a command typed in ${inShort(scenario)} before, found number ${command}`)
    // Who types into a terminal need not have seen that its program has ended.
    if (type === 'input') return
    if (this.#exited.has(command))
      throw new Flaw(`expected nothing more of command ${command}, which has ended, found ${type}`)
    if (type === 'exited') this.#exited.add(command)
  }
}

/** A name, as far as anybody reads it. */
const inShort = (name: string) => (name.length > 60 ? `${name.slice(0, 60)} …` : name)
