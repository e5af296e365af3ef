import type { Happening, TraceEvent } from '../../../src/trace/event.ts'
import type { Kind } from '../../../src/trace/kinds.ts'
import type { World } from '../../../src/trace/world.ts'
import { Agenda } from './agenda.ts'
import type { Fault } from './faults.ts'
import { Revisions } from './revisions.ts'

/** The recorder beats once a second; what is longer was a time in which it did not run (milliseconds). */
const absence = 2000

/** Someone who looks at a world again and again until something is so, or the time is over by the recorder's clock. */
interface Waiting {
  world: World
  condition: () => boolean
  until: number
  lookedAt: number
  over: (cameTrue: boolean) => void
}

/** Where a run is re-enacted: its time, what is to come, what the recorder has written, and who waits for what. */
export class Stage {
  readonly fault: Fault
  readonly revisions = new Revisions()
  readonly #agenda = new Agenda()
  readonly #worlds = new Set<World>()
  readonly #waiting = new Set<Waiting>()
  readonly #recorded: (() => TraceEvent)[] = []
  #moment = 0
  #isAwake = false
  #isOver = false

  constructor(fault: Fault) {
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

  /** Lets a world follow what is recorded. */
  follow(world: World): void {
    this.#worlds.add(world)
  }

  /** Records something as of now. What it says of revisions is filled in when all are known. */
  record(happening: Happening, finish: (event: TraceEvent) => TraceEvent = (event) => event): void {
    const event: TraceEvent = { ...happening, at: this.now }
    this.#recorded.push(() => finish(event))
    for (const world of this.#worlds) {
      const isOfIt = world.apply(event)
      for (const one of this.#waiting) if (one.world === world) this.#check(one, isOfIt)
    }
  }

  /** Waits until a condition is true of a world, at the longest until a time of the recorder's. */
  wait(world: World, condition: () => boolean, until: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const over = (cameTrue: boolean) => this.#wake(() => resolve(cameTrue))
    const one = { world, condition, until, lookedAt: world.now, over }
    this.#waiting.add(one)
    this.#check(one, true)
    return promise
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

  #check(one: Waiting, isWorthALook: boolean): void {
    // A time in which the recorder did not run is not one in which the student waited in vain.
    const passed = one.world.now - one.lookedAt
    if (passed > absence) one.until += passed
    one.lookedAt = Math.max(one.lookedAt, one.world.now)
    if (isWorthALook && one.condition()) this.#over(one, true)
    else if (one.world.now >= one.until) this.#over(one, false)
  }

  #over(one: Waiting, cameTrue: boolean): void {
    this.#waiting.delete(one)
    one.over(cameTrue)
  }

  #wake(resolve: () => void): void {
    this.#isAwake = true
    resolve()
  }
}
