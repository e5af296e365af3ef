/** The order in which a cluster wrote: who writes earlier has the smaller number, of those that there were. */
export class Revisions {
  readonly #written: { revision: number; moment: number }[] = []
  #numbered: { moments: number[]; numbers: number[]; byRevision: Map<number, number> } | undefined

  /**
   * Something is written.
   * @param revision that it had in the recorded run
   */
  write(revision: number, moment: number): void {
    this.#written.push({ revision, moment })
    this.#numbered = undefined
  }

  /** The revision of what was written, now that all is known. */
  of(revision: number): string {
    return String(this.#all().byRevision.get(revision))
  }

  /** The newest revision at a moment; 0 when there was none. */
  newest(moment: number): string {
    const { moments, numbers } = this.#all()
    const place = moments.findLastIndex((other) => other <= moment)
    return String(numbers[place] ?? 0)
  }

  #all() {
    if (this.#numbered) return this.#numbered
    const inOrder = this.#written.toSorted((a, b) => a.moment - b.moment || a.revision - b.revision)
    const numbers = inOrder.map(({ revision }) => revision).toSorted((a, b) => a - b)
    const byRevision = new Map(inOrder.map(({ revision }, place) => [revision, numbers[place] ?? 0]))
    this.#numbered = { moments: inOrder.map(({ moment }) => moment), numbers, byRevision }
    return this.#numbered
  }
}
