import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheDirectory } from '../cache-directory.ts'

const record = () => join(cacheDirectory(), 'undo')

/**
 * Records that this machine itself was changed, and not only the cache or what is in an engine.
 * @param command how to undo it, as it is typed
 */
export async function recordUndo(command: string): Promise<void> {
  if ((await undoCommands()).includes(command)) return
  await mkdir(cacheDirectory(), { recursive: true })
  await appendFile(record(), `${command}\n`)
}

/** How to undo what was done to this machine itself: commands, the first one first. */
export async function undoCommands(): Promise<string[]> {
  const text = await readFile(record(), 'utf8').catch(() => '')
  return text.split('\n').filter((line) => line !== '')
}
