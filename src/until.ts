import { setTimeout as pause } from 'node:timers/promises'

/** How often to look, for how long, both in milliseconds, and what ends it. */
interface Patience {
  every: number
  within?: number
  signal?: AbortSignal | undefined
}

/**
 * Looks again and again until there is something to see.
 * @param look what there is to see; undefined while there is nothing
 * @returns what was seen; undefined when the time is over
 * @throws an AbortError when the signal comes
 */
export async function until<T>(
  look: () => T | undefined | Promise<T | undefined>,
  { every, within = Number.POSITIVE_INFINITY, signal }: Patience,
): Promise<T | undefined> {
  const over = performance.now() + within
  for (;;) {
    const seen = await look()
    if (seen !== undefined || performance.now() >= over) return seen
    await pause(every, undefined, signal ? { signal } : {})
  }
}
