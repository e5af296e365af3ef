import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { mersenne } from 'pure-rand/generator/mersenne'

/** Numbers that look random and are the same for the same seed. */
export class Random {
  readonly #generator: ReturnType<typeof mersenne>

  /** @param seed any whole number */
  constructor(seed: number) {
    this.#generator = mersenne(seed)
  }

  /** The next one, from 0 up to but not including 1. */
  next(): number {
    return uniformFloat64(this.#generator)
  }

  /** One between these two, to a tenth. */
  between(least: number, most: number): number {
    return Number((least + this.next() * (most - least)).toFixed(1))
  }

  /** The same things in another order. */
  shuffled<T>(things: readonly T[]): T[] {
    return things
      .map((thing) => ({ thing, place: this.next() }))
      .toSorted((a, b) => a.place - b.place)
      .map(({ thing }) => thing)
  }
}
