import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { cacheDirectory } from './cache-directory.ts'

const pollMilliseconds = 200

/** How to wait for a lock that another run has. */
export interface Waiting {
  /** Is called once, when there is a wait, with a promise of its end. */
  waiting?: (taken: Promise<void>) => unknown
  /** Ends the wait. */
  signal?: AbortSignal | undefined
}

/**
 * Does some work while no other run does it. The lock ends with the process that holds it, however that ends.
 *
 * @param name of the lock: any text
 * @returns what the work results in
 * @throws an AbortError when the signal ends the wait; whatever the work throws
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
  do await setTimeout(pollMilliseconds, undefined, signal ? { signal } : {})
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
