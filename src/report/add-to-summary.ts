import { stat } from 'node:fs/promises'
import { addToFile } from '../write-files.ts'
import { counted } from './words.ts'

/** Of a longer summary of a step GitHub shows nothing at all (bytes). */
const longest = 1024 * 1024

/**
 * Adds Markdown to the summary of a step of a GitHub workflow: as many whole lines as there is room for, and how many are
 * left out.
 * @param path of the file that GitHub reads
 */
export async function addToSummary(path: string, markdown: string): Promise<void> {
  const { size } = await stat(path).catch(() => ({ size: 0 }))
  await addToFile(path, cut(markdown, longest - size))
}

function cut(text: string, room: number): string {
  if (Buffer.byteLength(text) <= room) return text
  const lines = text.split('\n')
  const note = (left: number) =>
    `\n**Cut here: ${counted(left, 'line')} more, and GitHub takes no more of a step. The reports have all.**\n`
  let left = room - Buffer.byteLength(note(lines.length))
  if (left < 0) return ''
  const kept = lines.findIndex((line) => (left -= Buffer.byteLength(line) + 1) < 0)
  return `${lines.slice(0, kept).join('\n')}\n${note(lines.length - kept)}`
}
