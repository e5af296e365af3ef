import type { RunGroup } from '../kit/runs-of-lab.ts'

/** How one run of a soak is made. */
export interface SoakRun {
  number: number
  /** Whether all cores are kept busy meanwhile. */
  busy: boolean
  /** How many runs there are at the same time. */
  together: number
}

/** What goes on at the same time, over and over: of six runs two are on busy cores. */
const shapes = [
  { together: 2, busy: false },
  { together: 1, busy: true },
  { together: 2, busy: false },
  { together: 1, busy: true },
  { together: 1, busy: false },
  { together: 2, busy: true },
  { together: 2, busy: false },
  { together: 1, busy: false },
] as const

/** The runs of a soak: groups that come one after another, each of runs at the same time. */
export function soakPlan(count: number): RunGroup<SoakRun>[] {
  const groups: RunGroup<SoakRun>[] = []
  for (let made = 0; made < count;) {
    const { together, busy } = shapes[groups.length % shapes.length] ?? shapes[0]
    const size = Math.min(together, count - made)
    const first = made + 1
    const runs = Array.from({ length: size }, (_, index) => ({ number: first + index, busy, together: size }))
    groups.push({ busy, runs })
    made += size
  }
  return groups
}

/** Moments of a period (seconds), as many as there are runs and evenly spread; each run takes one. */
export class EvenMoments {
  readonly #left: number[]
  readonly #period: number

  /** @param period in seconds: that of what is scheduled, or of what goes on by itself on any cluster */
  constructor(count: number, period = 60) {
    this.#period = period
    this.#left = Array.from({ length: count }, (_, index) => Math.round((index * period * 10) / count) / 10)
  }

  /**
   * Takes the moment that comes next.
   * @param now milliseconds since the epoch
   * @returns it, and how many milliseconds there are until then
   */
  take(now: number): { phase: number; wait: number } {
    const period = this.#period
    const waitFor = (phase: number) => (((phase - now / 1000) % period) + period) % period
    const [phase = 0] = this.#left.toSorted((a, b) => waitFor(a) - waitFor(b))
    this.#left.splice(this.#left.indexOf(phase), 1)
    return { phase, wait: waitFor(phase) * 1000 }
  }
}
