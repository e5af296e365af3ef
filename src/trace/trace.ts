import { watch, type FSWatcher } from 'node:fs'
import { open, readFile, type FileHandle } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { UsageError } from '../errors.ts'
import { traceEvent, type TraceEvent } from './event.ts'
import { upgraded } from './upgrade.ts'

/** A writer beats once a second; one that is silent for so long is dead (milliseconds). */
const silence = 15_000
/** Between two looks at a file that tells when it changes, and at one that does not (milliseconds). */
const checkEvery = 1000
const checkOftenEvery = 50

/**
 * A trace file as a sequence of events, from the first: the same for a file that still grows, for one that is done, and
 * for one that was put away with gzip.
 * The sequence ends with the `end` record, or without one when nothing was appended for 15 seconds.
 */
export class Trace implements AsyncIterable<TraceEvent> {
  readonly path: string
  readonly #events: TraceEvent[] = []
  readonly #upgraded = upgraded()
  #reading: Promise<void> | undefined
  #grown = Promise.withResolvers<void>()
  #done = false

  constructor(path: string) {
    this.path = path
  }

  /**
   * Any number of readers may iterate at once; the file is read only once.
   * @throws UsageError with file and line when a line is no trace event
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
    let file: FileHandle | undefined
    let watcher: FSWatcher | undefined
    try {
      if (this.path.endsWith('.gz')) return this.#append(gunzipSync(await readFile(this.path)).toString())
      file = await open(this.path).catch((cause: unknown) => {
        throw new UsageError(`${this.path}: no trace file can be read there`, { cause })
      })
      let wake = Promise.withResolvers<void>()
      watcher = watchIfPossible(this.path, () => wake.resolve())
      const chunk = Buffer.alloc(1 << 16)
      let rest = Buffer.alloc(0)
      for (;;) {
        const { bytesRead } = await file.read(chunk)
        if (bytesRead > 0) {
          const bytes = Buffer.concat([rest, chunk.subarray(0, bytesRead)])
          const complete = bytes.lastIndexOf('\n') + 1
          this.#append(bytes.toString('utf8', 0, complete))
          rest = bytes.subarray(complete)
          continue
        }
        if (this.#events.at(-1)?.type === 'end') return
        if (Date.now() - (await file.stat()).mtimeMs > silence) return
        const timer = setTimeout(() => wake.resolve(), watcher ? checkEvery : checkOftenEvery)
        await wake.promise
        clearTimeout(timer)
        wake = Promise.withResolvers<void>()
      }
    } finally {
      watcher?.close()
      await file?.close()
      this.#done = true
      this.#grown.resolve()
    }
  }

  #append(text: string): void {
    for (const line of text.split('\n')) if (line !== '') this.#events.push(this.#parse(line))
    this.#grown.resolve()
    this.#grown = Promise.withResolvers<void>()
  }

  #parse(line: string): TraceEvent {
    const where = `${this.path}:${this.#events.length + 1}`
    try {
      const parsed = traceEvent.safeParse(this.#upgraded(JSON.parse(line)))
      if (parsed.success) return parsed.data
      const [issue] = parsed.error.issues
      throw new Error(`${issue?.path.join('.')}: ${issue?.message}`)
    } catch (cause) {
      throw new UsageError(
        `${where}: expected a trace event, found ${line.slice(0, 60)} (${(cause as Error).message}). ` +
          'Record the trace again, or give a file that a run has written.',
        { cause },
      )
    }
  }
}

/** A host has few inotify instances, and the nodes of several clusters can use them up. */
function watchIfPossible(path: string, changed: () => void): FSWatcher | undefined {
  try {
    return watch(path, changed)
  } catch {
    return undefined
  }
}
