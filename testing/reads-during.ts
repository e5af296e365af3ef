import type { TraceEvent } from '../src/trace/event.ts'

/**
 * Counts how often anything in some events is read while something is done with them: the same on any machine, however
 * busy it is.
 */
export function readsDuring(
  events: readonly TraceEvent[],
  act: (watched: readonly TraceEvent[]) => void,
): number {
  let reads = 0
  const watchers = new WeakMap<object, object>()
  const watched = <T extends object>(value: T): T => {
    const before = watchers.get(value)
    if (before) return before as T
    const watcher = new Proxy(value, {
      get(target, key, receiver) {
        reads += 1
        const inside: unknown = Reflect.get(target, key, receiver)
        return typeof inside === 'object' && inside !== null ? watched(inside) : inside
      },
    })
    watchers.set(value, watcher)
    return watcher
  }
  act(events.map(watched))
  return reads
}
