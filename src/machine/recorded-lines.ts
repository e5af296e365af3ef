import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheDirectory } from '../cache-directory.ts'

/** Adds a line to a record in the cache, unless it has it. */
export async function recordLine(record: string, line: string): Promise<void> {
  if ((await recordedLines(record)).includes(line)) return
  await mkdir(cacheDirectory(), { recursive: true })
  await appendFile(join(cacheDirectory(), record), `${line}\n`)
}

/** The lines of a record in the cache, the first one first; none where there is no such record. */
export async function recordedLines(record: string): Promise<string[]> {
  const text = await readFile(join(cacheDirectory(), record), 'utf8').catch(() => '')
  return text.split('\n').filter((line) => line !== '')
}
