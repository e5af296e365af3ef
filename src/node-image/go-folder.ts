import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheDirectory } from '../cache-directory.ts'

/**
 * Lets Go download and compile in a folder of its own, which is removed when the work is done: what counts is in the cache
 * then. Work that fails leaves it, so that the next attempt goes on from there.
 *
 * @param name of the folder, says what is made
 * @returns what the work results in
 * @throws whatever the work throws
 */
export async function withGoFolder<T>(name: string, work: (goFolder: string) => Promise<T>): Promise<T> {
  const goFolder = join(cacheDirectory(), 'go', name)
  const result = await work(goFolder)
  await rm(goFolder, { recursive: true, force: true })
  return result
}
