import { basename } from 'node:path'
import { UsageError } from '../errors.ts'
import { readGiven, type Unreadable } from '../given-file.ts'
import { readForm } from './read-form.ts'
import { textForms, type Text } from './text.ts'

/** A text of a lab has less than 100 kB and 3,000 lines; what is larger is something else. */
const most = { bytes: 1 << 20, lines: 50_000 }

/** What is no text, by how its bytes begin. */
const others: readonly (readonly [begins: readonly number[], what: string])[] = [
  [[0xff, 0xfe], 'UTF-16'],
  [[0xfe, 0xff], 'UTF-16'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
  [[0x50, 0x4b, 3, 4], 'a zip archive, as an office document is'],
]

/**
 * Reads a text that a user has named, in its form.
 * @throws UsageError when there is none, or it can't be read
 */
export async function givenText(file: string): Promise<Text> {
  const refuse = (found: string, advice: string) => {
    return new UsageError(`${file}: expected a text (${textForms.join(', ')}), found ${found}. ${advice}`)
  }
  const bytes = await readGiven(file, most.bytes).catch(({ message }: Unreadable) => {
    throw refuse(message, 'Name the file with the text of the lab.')
  })
  const other = others.find(([begins]) => begins.every((byte, index) => bytes[index] === byte))
  if (other) throw refuse(other[1], 'Save it as text in UTF-8.')
  const text = decoded(bytes)
  if (text === undefined || text.includes('\0'))
    throw refuse('something that is no text in UTF-8', 'Save it as UTF-8.')
  if (text.trim() === '') throw refuse('nothing in it', 'Name the file with the text of the lab.')
  const lines = text.split('\n').length
  if (lines > most.lines) throw refuse(`${lines} lines`, `Split it: ${most.lines} are the most.`)
  try {
    return readForm(basename(file), text)
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`${file}: ${error.message}`, { cause: error }) : error
  }
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
