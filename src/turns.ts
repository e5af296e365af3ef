import { setImmediate as othersTurn } from 'node:timers/promises'

/** Work that may pause where it yields, and what it results in. */
export type Work<T> = Generator<void, T, void>

/** Others wait no longer than this and one step of the work (milliseconds). */
const turn = 10

/** Does all of some work without a pause. */
export function allAtOnce<T>(work: Work<T>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

/** Does some work while others have their turns: timers, and what is read and written. */
export async function inTurns<T>(work: Work<T>): Promise<T> {
  let begun = performance.now()
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
    if (performance.now() - begun < turn) continue
    await othersTurn()
    begun = performance.now()
  }
}
