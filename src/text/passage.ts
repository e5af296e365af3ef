/** A stretch of a text, by its first character and the one after its last. */
export interface TextSpan {
  from: number
  to: number
}

/** The stretch that has all of these in it; undefined where there are none. */
export function around(spans: readonly (TextSpan | undefined)[]): TextSpan | undefined {
  const all = spans.filter((span) => span !== undefined)
  if (all.length === 0) return undefined
  return { from: Math.min(...all.map(({ from }) => from)), to: Math.max(...all.map(({ to }) => to)) }
}

/** Stands for a character that was put in, and is in no file. */
const nowhere = -1

/** A piece of a text, each of its characters with the place where it stands in the file: `&lt;` is one character. */
export class Passage {
  readonly text: string
  readonly #starts: Int32Array
  readonly #ends: Int32Array

  private constructor(text: string, starts: Int32Array, ends: Int32Array) {
    this.text = text
    this.#starts = starts
    this.#ends = ends
  }

  /** A piece of a file as it stands there. @param from where it begins */
  static at(text: string, from: number): Passage {
    const starts = new Int32Array(text.length).map((_, index) => from + index)
    return new Passage(
      text,
      starts,
      starts.map((start) => start + 1),
    )
  }

  /** A text that stands in no file. */
  static of(text: string): Passage {
    const places = new Int32Array(text.length).fill(nowhere)
    return new Passage(text, places, places)
  }

  static join(parts: readonly Passage[], between = ''): Passage {
    const all = parts.flatMap((part, index) =>
      index === 0 || between === '' ? [part] : [Passage.of(between), part],
    )
    const text = all.map((part) => part.text).join('')
    const [starts, ends] = [new Int32Array(text.length), new Int32Array(text.length)]
    let done = 0
    for (const part of all) {
      starts.set(part.#starts, done)
      ends.set(part.#ends, done)
      done += part.text.length
    }
    return new Passage(text, starts, ends)
  }

  get isEmpty(): boolean {
    return this.text.trim() === ''
  }

  /** Where it stands in the file: from its first character to its last; undefined where none of it does. */
  get span(): TextSpan | undefined {
    const from = this.#starts.find((place) => place !== nowhere)
    const to = this.#ends.findLast((place) => place !== nowhere)
    return from === undefined || to === undefined ? undefined : { from, to }
  }

  slice(from: number, to?: number): Passage {
    return new Passage(
      this.text.slice(from, to),
      this.#starts.subarray(from, to),
      this.#ends.subarray(from, to),
    )
  }

  /** Another text in its place: what is written here stands for that. */
  as(text: string): Passage {
    const { from, to } = this.span ?? { from: nowhere, to: nowhere }
    return new Passage(text, new Int32Array(text.length).fill(from), new Int32Array(text.length).fill(to))
  }

  trim(): Passage {
    const from = this.text.length - this.text.trimStart().length
    return this.slice(from, Math.max(from, this.text.trimEnd().length))
  }

  /** Without blank lines at the beginning and the end; what stands before its first word stays. */
  trimLines(): Passage {
    const from = this.text.match(/^(?:[ \t\r\uFEFF]*\n)*/)?.[0].length ?? 0
    return this.slice(from, Math.max(from, this.text.trimEnd().length))
  }

  /** Pieces between the matches of a pattern, which has the flag g. */
  split(separator: RegExp): Passage[] {
    const ends = [...this.text.matchAll(separator)]
    return [...ends, undefined].map((end, index) => {
      const before = ends[index - 1]
      return this.slice(before ? before.index + before[0].length : 0, end?.index)
    })
  }

  get lines(): Passage[] {
    return this.split(/\n/g)
  }

  get words(): Passage[] {
    return [...this.text.matchAll(/\S+/g)].map(({ index, 0: word }) => this.slice(index, index + word.length))
  }

  /** Its character that stands at a place of the file. @returns -1 where none does */
  indexOf(place: number): number {
    return this.#starts.indexOf(place)
  }

  /** Each match replaced; what is put in stands where the match stood. @param pattern with the flag g */
  replaced(pattern: RegExp, by: string | ((found: string) => string)): Passage {
    let done = 0
    const parts: Passage[] = []
    for (const { index, 0: found } of this.text.matchAll(pattern)) {
      const end = index + found.length
      parts.push(this.slice(done, index), this.slice(index, end).as(typeof by === 'string' ? by : by(found)))
      done = end
    }
    return parts.length === 0 ? this : Passage.join([...parts, this.slice(done)])
  }
}
