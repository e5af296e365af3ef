/** Something to look for. */
export interface Value<S> {
  text: string
  /** What it is a value of. */
  of: S
  /** A piece of it counts that is so long, or all of it where it is shorter. */
  least: number
  /** The places in it by which it may be found: others have what many texts have. All, where nothing is said. */
  marks?: readonly { from: number; to: number }[]
}

/** A value, or a piece of it, in a text. */
export interface Found<S> {
  value: Value<S>
  from: number
  to: number
}

/** A value is looked up by so many of its characters. */
const sample = 5
/** No value is shorter, nor any piece that counts: so many characters have a sample that begins at every fourth place. */
export const shortest = 8
const stride = shortest - sample + 1
/** A sample that is in a value more often says nothing: zeros, for instance. One that is in so many values neither. */
const mostPlaces = 8
const mostValues = 64
/** Of a longer value so many samples are remembered, and a longer piece of it is found. */
const mostSamples = 1 << 14

/** Values, however many, that are looked for in texts all at once. */
export class Values<S> {
  readonly #texts = new Set<string>()
  readonly #samples = new Map<string, { value: Value<S>; place: number }[]>()

  /**
   * Adds a value.
   * @returns whether it is new
   * @throws RangeError when it is too short to be found
   */
  add(value: Value<S>): boolean {
    const { text, least, marks = [{ from: 0, to: text.length }] } = value
    if (Math.min(text.length, least) < shortest) {
      throw new RangeError(`expected a value of at least ${shortest} characters, found ${text.length}`)
    }
    if (this.#texts.has(text)) return false
    this.#texts.add(text)
    const counts = new Map<string, number>()
    // An odd step: the places at which texts are looked at come round to it.
    const step = 1 + 2 * Math.floor(text.length / mostSamples / 2)
    for (const { from, to } of marks) {
      for (let place = from; place + sample <= to; place += step) {
        const key = text.slice(place, place + sample)
        const count = (counts.get(key) ?? 0) + 1
        const places = this.#samples.get(key) ?? []
        if (count > mostPlaces || places.length >= mostValues) continue
        counts.set(key, count)
        places.push({ value, place })
        this.#samples.set(key, places)
      }
    }
    return true
  }

  /**
   * All that is found of them in a text.
   * @param least how long a piece must be that counts, where that is less than its value says
   */
  in(text: string, least = Number.POSITIVE_INFINITY): Found<S>[] {
    const found: Found<S>[] = []
    /** How far a value was compared, by where it would begin in the text: no character is compared twice with another. */
    const compared = new Map<Value<S>, Map<number, number>>()
    for (let at = 0; at + sample <= text.length;) {
      let next = at + stride
      for (const { value, place } of this.#samples.get(text.slice(at, at + sample)) ?? []) {
        const ends = compared.get(value) ?? new Map<number, number>()
        if ((ends.get(at - place) ?? 0) > at) continue
        const one = around(text, at, value, place)
        compared.set(value, ends.set(at - place, one.to))
        if (one.to - one.from < Math.min(value.least, value.text.length, least)) continue
        found.push(one)
        next = Math.max(next, one.to)
      }
      at = next
    }
    return found
  }
}

/** As much as a text has of a value around a place that they have in common. */
function around<S>(text: string, at: number, value: Value<S>, place: number): Found<S> {
  let [from, to] = [at, at + sample]
  const shift = place - at
  while (from > 0 && from + shift > 0 && text[from - 1] === value.text[from - 1 + shift]) from -= 1
  while (to < text.length && to + shift < value.text.length && text[to] === value.text[to + shift]) to += 1
  return { value, from, to }
}
