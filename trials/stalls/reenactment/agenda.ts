/** What is to be done: when, at what place among all that is to be done then, and since when it waits for that. */
interface Entry {
  moment: number
  rank: number
  since: number
  act: () => void
}

const comesBefore = (one: Entry, other: Entry) =>
  one.moment - other.moment || one.rank - other.rank || one.since - other.since

/** All that is to be done, in its order; what has the same place is done in the order in which it was noted. */
export class Agenda {
  readonly #entries: Entry[] = []

  note(entry: Entry): void {
    let [low, high] = [0, this.#entries.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const other = this.#entries[middle]
      if (other && comesBefore(other, entry) <= 0) low = middle + 1
      else high = middle
    }
    this.#entries.splice(low, 0, entry)
  }

  /** Takes what comes next off; undefined when there is nothing more to do. */
  next(): Entry | undefined {
    return this.#entries.shift()
  }
}
