import { changedPlaces } from '../kit/changed-places.ts'
import type { Difference } from '../../src/compare/differences.ts'
import type { Noise } from '../../src/compare/noise.ts'
import { ofCommand, seenIn, type Seen } from '../../src/compare/seen.ts'
import type { TraceEvent } from '../../src/trace/event.ts'
import { namespacesOf } from '../kit/namespaces-of.ts'
import type { Command } from '../../src/trace/world.ts'

/** What is printed of each line, and how to tell whether something else came back. */
export class PrintedLab {
  readonly #noise: Noise
  readonly #namespaces: ReadonlySet<string>
  readonly #seen: ReadonlyMap<number | undefined, Seen>

  constructor(events: readonly TraceEvent[], noise: Noise) {
    this.#noise = noise
    this.#namespaces = namespacesOf(events)
    this.#seen = new Map([...seenIn(events).values()].map((seen) => [seen.command, seen]))
  }

  /** Where an answer is otherwise than that of the line, in the namespace default. */
  changed({ number }: Command, answer: Command): Difference[] {
    const seen = this.#seen.get(number)
    if (!seen) throw new TypeError(`expected that command ${number} was recorded`)
    const now = ofCommand({ name: seen.scenario, namespace: 'default' }, answer)
    return changedPlaces(seen, now, this.#noise, this.#namespaces)
  }
}
