import { readFile, stat } from 'node:fs/promises'
import { UsageError } from '../errors.ts'

/** A text of a lab has less than 100 kB; what is larger is something else (bytes). */
const most = 1 << 20

/**
 * Reads a text.
 * @throws UsageError when there is none, or it is no text
 */
export async function readTextFile(file: string): Promise<string> {
  const expected = `${file}: expected a text in Markdown, HTML or plain`
  const advice = 'Name the file with the text of the lab.'
  const stats = await stat(file).catch(({ message }: Error) => {
    throw new UsageError(`${expected}, found none that can be read (${message}). ${advice}`)
  })
  if (!stats.isFile())
    throw new UsageError(`${expected}, found ${stats.isDirectory() ? 'a directory' : 'no file'}. ${advice}`)
  if (stats.size > most) throw new UsageError(`${expected}, found more than ${most >> 20} MiB. ${advice}`)
  const text = decoded(await readFile(file))
  if (text === undefined || text.includes('\0'))
    throw new UsageError(`${expected}, found something that is no text in UTF-8. Save it as UTF-8.`)
  if (text.trim() === '') throw new UsageError(`${expected}, found nothing in it. ${advice}`)
  return text
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
