import { watch, type FSWatcher } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { openGiven, type Unreadable } from '../given-file.ts'
import { Flaw } from './flaw.ts'

/** A writer beats once a second; one that is silent for so long is dead (milliseconds). */
const silence = 15_000
/** Between two looks at a file that tells when it changes, and at one that does not (milliseconds). */
const checkEvery = 1000
const checkOftenEvery = 50
/** More is no trace (bytes): a whole run has less than 2 MB, all counterexamples together have less than 20. */
const most = 128 << 20

/**
 * The bytes of a trace file, in chunks: of one that still grows, of one that is done, and of one that was put away with
 * gzip, whatever its name is. They end when the trace is over, or nothing was appended for 15 seconds.
 * @param isOver says whether what was given so far is a whole trace
 * @throws Flaw when the file can't be read, or is no trace by its size
 */
export async function* contentsOf(path: string, isOver: () => boolean): AsyncGenerator<Buffer, void, void> {
  await using file = await opened(path)
  const chunks = (await isGzip(file)) ? [await unpacked(file)] : following(path, file, isOver)
  let given = 0
  for await (const chunk of chunks) {
    given += chunk.length
    if (given > most) throw tooMuch()
    yield chunk
  }
}

async function* following(
  path: string,
  file: FileHandle,
  isOver: () => boolean,
): AsyncGenerator<Buffer, void, void> {
  let wake = Promise.withResolvers<void>()
  const watcher = watchIfPossible(path, () => wake.resolve())
  try {
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(1 << 16))
      if (bytesRead > 0) {
        yield buffer.subarray(0, bytesRead)
        continue
      }
      if (isOver() || Date.now() - (await file.stat()).mtimeMs > silence) return
      const timer = setTimeout(() => wake.resolve(), watcher ? checkEvery : checkOftenEvery)
      await wake.promise
      clearTimeout(timer)
      wake = Promise.withResolvers<void>()
    }
  } finally {
    watcher?.close()
  }
}

// A pipe can be read only once, and a trace is read by the judge and by the reports.
const opened = (path: string) =>
  openGiven(path).catch((cause: Unreadable) => {
    throw new Flaw(`expected a trace file, found ${cause.message}`, 'Give a file that a run has written', {
      cause,
    })
  })

async function isGzip(file: FileHandle): Promise<boolean> {
  const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0)
  return buffer[0] === 0x1f && buffer[1] === 0x8b
}

async function unpacked(file: FileHandle): Promise<Buffer> {
  const { size } = await file.stat()
  if (size > most) throw tooMuch()
  try {
    return gunzipSync(await file.readFile(), { maxOutputLength: most })
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooMuch()
    const what = `expected gzip, found that it is cut off or broken (${message})`
    throw new Flaw(what, 'Copy the file again, whole', { cause })
  }
}

const tooMuch = () => new Flaw(`expected at most ${most >> 20} MiB, found more`)

/** A host has few inotify instances, and the nodes of several clusters can use them up. */
function watchIfPossible(path: string, changed: () => void): FSWatcher | undefined {
  try {
    return watch(path, changed)
  } catch {
    return undefined
  }
}
