import type { Limit } from '../lab/scenario.ts'
import { World } from '../trace/world.ts'
import type { TraceWriter } from '../trace/writer.ts'

/** The recorder beats once a second; what is longer was a time in which it did not run (milliseconds). */
const absence = 2000

/** What a waiter needs of who writes the trace: its events, and the time, which goes by the trace. */
export type Trail = Pick<TraceWriter, 'listen' | 'now' | 'write'>

/** Follows one scenario's part of a trace while it is written, and lets the student wait for what it shows. */
export class Waiter implements Disposable {
  readonly world: World
  readonly #writer: Trail
  readonly #signal: AbortSignal
  readonly #stop: () => void
  readonly #waiting = new Set<() => void>()

  /** @param signal ends all waiting when it comes */
  constructor(scenario: string, writer: Trail, signal: AbortSignal) {
    this.world = new World(scenario)
    this.#writer = writer
    this.#signal = signal
    this.#stop = writer.listen((event) => {
      this.world.apply(event)
      for (const check of this.#waiting) check()
    })
  }

  /**
   * Records that the student waits for something.
   * @returns until when at the latest: milliseconds since the epoch
   */
  announce(what: string, { milliseconds }: Limit): number {
    const until = this.#writer.now + milliseconds
    this.#writer.write({ type: 'awaiting', scenario: this.world.scenario, what, until })
    return until
  }

  /**
   * Waits until a condition is true, or until the limit is over by the time of the trace. The condition is looked at
   * again after every event.
   * @returns whether it came true
   * @throws the reason of the signal, when it comes
   */
  async wait(what: string, condition: () => boolean, limit: Limit): Promise<boolean> {
    let until = this.announce(what, limit)
    let lookedAt = this.#writer.now
    const { promise, resolve, reject } = Promise.withResolvers<boolean>()
    const check = () => {
      // A time in which the recorder did not run is not one in which the student waited in vain.
      const passed = this.world.now - lookedAt
      if (passed > absence) until += passed
      lookedAt = Math.max(lookedAt, this.world.now)
      if (this.#signal.aborted) reject(this.#signal.reason as Error)
      else if (condition()) resolve(true)
      else if (this.world.now >= until) resolve(false)
    }
    this.#waiting.add(check)
    this.#signal.addEventListener('abort', check)
    check()
    try {
      return await promise
    } finally {
      this.#waiting.delete(check)
      this.#signal.removeEventListener('abort', check)
    }
  }

  [Symbol.dispose](): void {
    this.#stop()
  }
}
