import type { TraceEvent } from './event.ts'
import { kindOf, type Kind } from './kinds.ts'

/** An event that has a place among the revisions of the cluster. */
interface Placed {
  revision: number
  event: TraceEvent
}

/**
 * Puts the events of a trace into the order in which they happened. Watches are late, each by its own time, so the order
 * of arrival is not that of causes; the revisions of the cluster are. A change of an object is handed on when the watch
 * of every kind that is looked at has got as far, and what a student did keeps its place among the changes: after all
 * that was there when it was done, before all that came later.
 */
export class Order {
  readonly #scenario: string
  readonly #progress: Map<Kind, number>
  /** The namespace of the scenario, where it is watched by watches of its own. */
  #namespace: string | undefined
  #hasOwnWatches = false
  /** In the order of their revisions; at the same revision what a student did comes after the change. */
  #waiting: Placed[] = []
  #newest = 0
  #lastDone = 0

  /**
   * @param scenario that is looked at
   * @param kinds that are looked at; changes of others are left out
   */
  constructor(scenario: string, kinds: readonly Kind[]) {
    this.#scenario = scenario
    this.#progress = new Map(kinds.map((kind) => [kind, 0]))
  }

  /** Takes in the next event of the trace, and gives those whose turn has come. */
  take(event: TraceEvent): TraceEvent[] {
    if (event.type === 'header') this.#hasOwnWatches = event.namespaces !== undefined
    if (event.type === 'scenario' && event.scenario === this.#scenario) this.#namespace = event.namespace
    switch (event.type) {
      case 'object': {
        const { metadata } = event.object
        if (!this.#isSeen(metadata.namespace)) return []
        const revision = Number(metadata.resourceVersion)
        if (!this.#reached(kindOf(event.object), revision)) return []
        this.#newest = Math.max(this.#newest, revision)
        this.#insert({ revision, event })
        return this.#due()
      }
      case 'progress':
        if (!this.#isSeen(event.namespace)) return []
        return this.#reached(event.kind, Number(event.revision)) ? this.#due() : []
      case 'scenario':
      case 'file':
      case 'typed':
      case 'left out':
      case 'input':
      case 'output':
      case 'exited': {
        const known =
          'revision' in event && event.revision !== undefined ? Number(event.revision) : this.#newest
        this.#lastDone = Math.max(this.#lastDone, this.#progress.size === 0 ? 0 : known)
        // What is done in another scenario tells only how far the cluster has got.
        if (event.scenario !== this.#scenario) return []
        this.#insert({ revision: this.#lastDone, event })
        return this.#due()
      }
      case 'end':
        return [...this.rest(), event]
      default:
        return [event]
    }
  }

  /**
   * What still waits when no event comes any more. A scenario ends only as far as the watches have got: what nobody has
   * seen may have happened until then.
   */
  rest(): TraceEvent[] {
    const [watermark, slowest] = this.#watermark()
    const rest = this.#waiting.map(({ event, revision }): TraceEvent => {
      const isUnseen = event.type === 'scenario' && event.revision !== undefined && revision > watermark
      if (!isUnseen || event.state !== 'ends') return event
      return {
        ...event,
        state: 'breaks',
        reason: `the watch of ${slowest}s did not get as far as the end of the scenario`,
        lost: 'watch',
      }
    })
    this.#waiting = []
    return rest
  }

  /** Whether a watch that sees this namespace, or all, sees that of the scenario. */
  #isSeen(namespace: string | undefined): boolean {
    return !this.#hasOwnWatches || namespace === undefined || namespace === this.#namespace
  }

  /** Notes how far a watch has got; false when nobody looks at the kind. */
  #reached(kind: Kind, revision: number): boolean {
    const before = this.#progress.get(kind)
    if (before === undefined) return false
    this.#progress.set(kind, Math.max(before, revision))
    return true
  }

  #insert(placed: Placed): void {
    const isChange = placed.event.type === 'object'
    const place = this.#waiting.findLastIndex(
      ({ revision, event }) =>
        revision < placed.revision ||
        (revision === placed.revision && (!isChange || event.type === 'object')),
    )
    this.#waiting.splice(place + 1, 0, placed)
  }

  #due(): TraceEvent[] {
    const [watermark] = this.#watermark()
    const count = this.#waiting.findIndex(({ revision }) => revision > watermark)
    return this.#waiting.splice(0, count === -1 ? this.#waiting.length : count).map(({ event }) => event)
  }

  /** The revision up to which all watches have got, and the kind whose watch has got least far. */
  #watermark(): [number, Kind | undefined] {
    let [least, slowest]: [number, Kind | undefined] = [Number.POSITIVE_INFINITY, undefined]
    for (const [kind, revision] of this.#progress) if (revision < least) [least, slowest] = [revision, kind]
    return [least, slowest]
  }
}
