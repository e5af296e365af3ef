import { UsageError } from '../errors.ts'
import { readGiven, type Unreadable } from '../given-file.ts'

/** A text of a lab has less than 100 kB; what is larger is something else (bytes). */
const most = 1 << 20

/**
 * Reads a text.
 * @throws UsageError when there is none, or it is no text
 */
export async function readTextFile(file: string): Promise<string> {
  const expected = `${file}: expected a text in Markdown, HTML or plain`
  const advice = 'Name the file with the text of the lab.'
  const bytes = await readGiven(file, most).catch(({ message }: Unreadable) => {
    throw new UsageError(`${expected}, found ${message}. ${advice}`)
  })
  const text = decoded(bytes)
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
