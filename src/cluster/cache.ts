import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { setTimeout } from 'node:timers/promises'

const lockPollMilliseconds = 200

/** Where all is kept that was built or fetched: in `XDG_CACHE_HOME`, or `~/.cache`. */
export function cacheDirectory(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'kubelab-conformance')
}

/** How to wait for a lock that another run has. */
export interface Waiting {
  /** Called once when there is a wait; is handed its end. */
  waiting?: (taken: Promise<void>) => unknown
  /** Ends the wait. */
  signal?: AbortSignal | undefined
}

/**
 * A file or folder of the cache, made where it is missing. It is there complete or not at all, and is made by one
 * run at a time, however many want it.
 *
 * @param path inside the cache; holds the versions of all that it depends on
 * @param make is handed the path to make it at
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

/**
 * Does some work while no other run does it. The lock ends with the process that holds it, however that ends.
 *
 * @param name of the lock: any text
 */
export async function withLock<T>(name: string, work: () => Promise<T>, options: Waiting = {}): Promise<T> {
  const { DatabaseSync } = await import('node:sqlite')
  const directory = join(cacheDirectory(), 'locks')
  await mkdir(directory, { recursive: true })
  // SQLite's lock is the operating system's, so a killed process leaves none behind.
  const lock = new DatabaseSync(join(directory, `${name.replaceAll(/[^\w.-]+/g, '_').slice(-200)}.lock`))
  try {
    if (!take(lock)) {
      const taken = takeInTime(lock, options.signal)
      await Promise.all([taken, options.waiting?.(taken)])
    }
    return await work()
  } finally {
    lock.close()
  }
}

async function takeInTime(lock: Lock, signal?: AbortSignal): Promise<void> {
  do await setTimeout(lockPollMilliseconds, undefined, signal ? { signal } : {})
  while (!take(lock))
}

type Lock = { exec(statement: string): void }

function take(lock: Lock): boolean {
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    if (error instanceof Error && error.message === 'database is locked') return false
    throw error
  }
}
