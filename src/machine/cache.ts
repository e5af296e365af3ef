import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { cacheDirectory } from '../cache-directory.ts'
import { shareLock, withLock, type Waiting } from '../lock.ts'
import type { Progress } from './progress.ts'

/** The lock that every run shares from its set-up on: meanwhile nobody removes what is in the cache and the engines. */
export const inUse = 'in-use'

/** Has `npm run clean` leave the cache and the engines alone until this process ends. */
export async function shareCache(progress: Progress, signal?: AbortSignal): Promise<void> {
  const waiting = (taken: Promise<unknown>) => progress.step('Waiting for npm run clean', () => taken)
  await shareLock(inUse, { waiting, signal })
}

/**
 * A file or folder of the cache, made where it is missing. It is there complete or not at all, and is made by one
 * run at a time, however many want it.
 *
 * @param path absolute, inside the cache; has in it the versions of all that the file depends on
 * @param make is handed the path to make it at, beside its place
 * @returns the path
 * @throws an AbortError when the signal ends a wait for another run; whatever `make` throws
 */
export async function cached(
  path: string,
  make: (temporary: string) => Promise<void>,
  options: Waiting = {},
): Promise<string> {
  if (existsSync(path)) return path
  return withLock(
    relative(cacheDirectory(), path),
    async () => {
      if (existsSync(path)) return path
      const temporary = join(dirname(path), `.${basename(path)}.making`)
      await rm(temporary, { recursive: true, force: true })
      await mkdir(dirname(path), { recursive: true })
      try {
        await make(temporary)
        await rename(temporary, path)
      } finally {
        await rm(temporary, { recursive: true, force: true })
      }
      return path
    },
    options,
  )
}
