import type { TraceEvent } from '../trace/event.ts'
import { doingOf, scheduleOf } from '../trace/kinds.ts'
import { World } from '../trace/world.ts'
import { nextFiring } from './firings.ts'
import { usualFields } from './usual-fields.ts'

interface Wait {
  scenario: string
  what: string
  until: number
}

/** Knows what a run waits for, and says the one wait that ends first, in a line. */
export class WaitingLine {
  readonly #worlds = new Map<string, World>()
  readonly #waits = new Map<string, Wait>()

  /** Takes in what happens. */
  take(event: TraceEvent): void {
    if (event.type === 'scenario') this.#enter(event)
    else if (event.type === 'awaiting') this.#waits.set(event.scenario, event)
    else if (event.type === 'typed') this.#waits.delete(event.scenario)
    for (const world of this.#worlds.values()) world.apply(event)
  }

  /**
   * What is awaited, what is seen meanwhile, and how long it may still take.
   * @param now in milliseconds since the epoch
   * @returns undefined when nothing is awaited
   */
  text(now: number): string | undefined {
    const [next, ...others] = [...this.#waits.values()]
      .filter(({ until }) => until > now)
      .toSorted((a, b) => a.until - b.until)
    if (!next) return undefined
    const seen = this.#seen(next.scenario, now)
    const more = others.length > 0 ? `; ${others.length} more` : ''
    return `… ${next.scenario}: ${next.what}${seen && ` (${seen})`}, ${countdown(next.until - now)} left${more}`
  }

  #enter({ scenario, state }: Extract<TraceEvent, { type: 'scenario' }>): void {
    if (state === 'begins') this.#worlds.set(scenario, new World(scenario))
    else {
      this.#worlds.delete(scenario)
      this.#waits.delete(scenario)
    }
  }

  #seen(scenario: string, now: number): string {
    const objects = this.#worlds.get(scenario)?.objects ?? []
    const doing = objects.flatMap((object) => {
      const state = doingOf(object)
      return state === 'there' ? [] : (state ?? usualFields(object).status.phase?.toLowerCase() ?? 'ended')
    })
    const pods = Object.entries(Object.groupBy(doing, (state) => state))
    const parts = pods.map(([state, some = []]) => `${some.length} ${state}`)
    const fires = objects.map((object) => nextFiring(scheduleOf(object) ?? '', now) ?? Infinity)
    const firing = Math.min(...fires)
    return [
      ...(parts.length > 0 ? [`pods: ${parts.join(', ')}`] : []),
      ...(firing === Infinity ? [] : [`next firing in ${countdown(firing - now)}`]),
    ].join('; ')
  }
}

/** Minutes and seconds of some milliseconds: `1:12`. */
function countdown(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
