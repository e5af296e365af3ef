import type { Happening, TraceEvent } from '../../../src/trace/event.ts'
import type { Kind } from '../../../src/trace/kinds.ts'
import type { Trail } from '../../../src/student/waiter.ts'
import { Agenda } from './agenda.ts'
import type { StagedFault } from './faults.ts'
import { Revisions } from './revisions.ts'

/** Where a run is re-enacted: its time, what is to come, and what the recorder has written. */
export class Stage implements Trail {
  readonly fault: StagedFault
  readonly revisions = new Revisions()
  readonly #agenda = new Agenda()
  readonly #listeners = new Set<(event: TraceEvent) => void>()
  readonly #recorded: (() => TraceEvent)[] = []
  #moment = 0
  #isAwake = false
  #isOver = false

  constructor(fault: StagedFault) {
    this.fault = fault
  }

  /** The moment that it is, as in the run without the fault. */
  get moment(): number {
    return this.#moment
  }

  /** The time by the recorder's clock. */
  get now(): number {
    return this.fault.at(this.#moment)
  }

  /** Lets something be done at a moment. */
  at(moment: number, act: () => void, rank = 0, since = moment): void {
    this.#agenda.note({ moment: Math.max(moment, this.#moment), rank, since, act })
  }

  /** Lets the recorder take something in that comes to it at a moment. */
  told(moment: number, act: () => void): void {
    this.at(this.fault.told(moment), act)
  }

  /** Lets the recorder take in what a watch tells at a moment. @returns the moment at which it does so */
  toldByWatch(kind: Kind, moment: number, act: () => void): number {
    const heard = Math.max(this.#moment, this.fault.told(moment, kind))
    this.at(heard, act, this.fault.rank(kind), moment)
    return heard
  }

  /** Resolves when the student can go on, at a moment or when the recorder next runs. */
  pause(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.told(this.#moment + milliseconds, () => this.#wake(resolve))
    return promise
  }

  /** Resolves at a moment, when all else is done that is to be done then. */
  reach(moment: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.at(moment, () => this.#wake(resolve), Infinity)
    return promise
  }

  listen(listener: (event: TraceEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  write<H extends Happening>(happening: H): H {
    this.record(happening)
    return happening
  }

  /** Records something as of now. What it says of revisions is filled in when all are known. */
  record(happening: Happening, finish: (event: TraceEvent) => TraceEvent = (event) => event): void {
    const event: TraceEvent = { ...happening, at: this.now }
    this.#recorded.push(() => finish(event))
    for (const listener of this.#listeners) listener(event)
    // Who waits for it may go on.
    this.#isAwake = true
  }

  /** Nothing more is recorded. */
  end(): void {
    this.#isOver = true
  }

  /** Does what is noted, one thing after another, until the end. */
  async play(): Promise<TraceEvent[]> {
    while (!this.#isOver) {
      const entry = this.#agenda.next()
      if (!entry) throw new TypeError('expected an end, found that nothing more happens')
      this.#moment = entry.moment
      entry.act()
      while (this.#isAwake) {
        this.#isAwake = false
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    return this.#recorded.map((finished) => finished())
  }

  #wake(resolve: () => void): void {
    this.#isAwake = true
    resolve()
  }
}
