import pLimit from 'p-limit'

/** Something that takes time, and is ended by a signal. */
type Work<T> = (signal: AbortSignal) => Promise<T>

/**
 * Does several things at once. When one fails, the signal of the others fires, none begins any more, and all that have begun
 * have ended before this one does.
 *
 * @param signal ends them all
 * @param atOnce how many of them at a time, in their order
 * @returns what they result in, in their order
 * @throws whatever the first that failed has thrown
 */
export async function sideBySide<T extends readonly unknown[]>(
  works: { readonly [K in keyof T]: Work<T[K]> },
  signal?: AbortSignal,
  atOnce = Number.POSITIVE_INFINITY,
): Promise<T> {
  const failed = new AbortController()
  const either = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal
  const limit = pLimit(atOnce)
  const started = works.map((work: Work<unknown>) =>
    limit(async () => {
      try {
        either.throwIfAborted()
        return await work(either)
      } catch (error) {
        failed.abort(error)
        throw error
      }
    }),
  )
  await Promise.allSettled(started)
  failed.signal.throwIfAborted()
  return (await Promise.all(started)) as unknown as T
}
