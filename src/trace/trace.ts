import { UsageError } from '../errors.ts'
import { oneLine } from '../one-line.ts'
import { contentsOf } from './contents.ts'
import type { TraceEvent } from './event.ts'
import { Flaw } from './flaw.ts'
import { Lines } from './lines.ts'
import { readEvent } from './read-event.ts'
import { Structure } from './structure.ts'
import { upgraded } from './upgrade.ts'

/** More is no event (bytes): the longest that runs wrote had 15 kB, and an answer with all of an OpenAPI has a few MB. */
const longestLine = 32 << 20

/**
 * A trace file as a sequence of events, from the first: the same for a file that still grows, for one that is done, and
 * for one that was put away with gzip.
 * The sequence ends with the `end` record, or without one when nothing was appended for 15 seconds.
 */
export class Trace implements AsyncIterable<TraceEvent> {
  readonly path: string
  readonly #events: TraceEvent[] = []
  readonly #upgraded = upgraded()
  readonly #structure = new Structure()
  #line = 0
  #reading: Promise<void> | undefined
  #grown = Promise.withResolvers<void>()
  #done = false

  readonly #isLast: (event: TraceEvent) => boolean

  /** @param isLast says of an event that nobody looks at what comes after it */
  constructor(path: string, isLast: (event: TraceEvent) => boolean = () => false) {
    this.path = path
    this.#isLast = isLast
  }

  /**
   * Any number of readers may iterate at once; the file is read only once.
   * @throws UsageError with file, line and what to do when the file is no trace
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<TraceEvent, void, void> {
    this.#reading ??= this.#read()
    this.#reading.catch(() => {})
    for (let next = 0; ; next += 1) {
      while (this.#events[next] === undefined) {
        if (this.#done) return await this.#reading
        await this.#grown.promise
      }
      const event = this.#events[next]
      if (event !== undefined) yield event
    }
  }

  async #read(): Promise<void> {
    const lines = new Lines()
    try {
      for await (const chunk of contentsOf(this.path, () => this.#events.at(-1)?.type === 'end')) {
        for (const line of lines.take(chunk)) if (this.#append(line)) return
        if (lines.held > longestLine) this.#append(lines.rest())
        this.#grown.resolve()
        this.#grown = Promise.withResolvers<void>()
      }
      this.#appendLast(lines.rest())
      if (this.#events.length === 0) throw new Flaw('expected a trace, found an empty file')
    } catch (error) {
      throw error instanceof Flaw ? wrongAt(this.path, error) : error
    } finally {
      this.#done = true
      this.#grown.resolve()
    }
  }

  /** @returns whether this was the last event that somebody looks at */
  #append(line: Buffer): boolean {
    this.#line += 1
    try {
      if (line.length > longestLine)
        throw new Flaw(`expected a line of at most ${longestLine >> 20} MiB, found more`)
      if (isBlank(line)) return false
      const event = readEvent(line, this.#upgraded)
      this.#structure.take(event)
      this.#events.push(event)
      return this.#isLast(event)
    } catch (error) {
      throw error instanceof Flaw ? wrongAt(`${this.path}:${this.#line}`, error) : error
    }
  }

  /** A line without a line feed: it may be one that a writer was killed over. */
  #appendLast(line: Buffer): void {
    const last = this.#events.at(-1)
    try {
      this.#append(line)
    } catch (error) {
      if (last === undefined || last.type === 'end') throw error
    }
  }
}

const isBlank = (line: Buffer) => line.length < 2 && line.toString().trim() === ''

const wrongAt = (place: string, flaw: Flaw) =>
  new UsageError(`${oneLine(place)}: ${flaw.message}. ${flaw.remedy}.`, { cause: flaw })
