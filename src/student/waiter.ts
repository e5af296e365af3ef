import type { TraceWriter } from '../trace/writer.ts'
import type { World } from '../trace/world.ts'

/** Follows one scenario's part of a trace while it is written, and lets the student wait for what it shows. */
export class Waiter implements Disposable {
  readonly world: World
  readonly #stop: () => void
  readonly #signal: AbortSignal
  readonly #waiting = new Set<() => void>()

  constructor(world: World, writer: TraceWriter, signal: AbortSignal) {
    this.world = world
    this.#signal = signal
    this.#stop = writer.listen((event) => {
      world.apply(event)
      for (const check of this.#waiting) check()
    })
  }

  /**
   * Waits until the condition is true of the world.
   * @param until milliseconds since the epoch, by the trace: from then on the wait is over
   * @returns whether it came true
   * @throws the reason of the signal, when it comes
   */
  async until(condition: (world: World) => boolean, until: number): Promise<boolean> {
    const { promise, resolve, reject } = Promise.withResolvers<boolean>()
    const check = () => {
      if (this.#signal.aborted) reject(this.#signal.reason as Error)
      else if (condition(this.world)) resolve(true)
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
