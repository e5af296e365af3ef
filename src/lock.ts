import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { cacheDirectory } from './cache-directory.ts'
import { CannotJudge } from './errors.ts'
import { makeFolder } from './make-folder.ts'

const pollMilliseconds = 200

/** How to wait for a lock that another run has. */
export interface Waiting {
  /** Is called once, when there is a wait, with a promise of its end. */
  waiting?: (taken: Promise<unknown>) => unknown
  /** Ends the wait. */
  signal?: AbortSignal | undefined
}

/**
 * Does some work while no other run does it. The lock ends with the process that holds it, however that ends.
 *
 * @param name of the lock: any text; an absolute path is that of its file
 * @returns what the work results in
 * @throws an AbortError when the signal ends the wait; CannotJudge when the lock can't be written; whatever the work throws
 */
export async function withLock<T>(name: string, work: () => Promise<T>, options: Waiting = {}): Promise<T> {
  const lock = await takeInTime(name, alone, options)
  try {
    return await work()
  } finally {
    lock.close()
  }
}

/**
 * Shares a lock until this process ends: others may share it too, but nobody works with it alone.
 *
 * @throws an AbortError when the signal ends the wait; CannotJudge when the lock can't be written
 */
export async function shareLock(name: string, options: Waiting = {}): Promise<void> {
  shared.push(await takeInTime(name, withOthers, options))
}

/** Whether nobody has a lock, alone or shared. */
export async function isFree(name: string): Promise<boolean> {
  if (!existsSync(lockPath(name))) return true
  const lock = await take(name, alone)
  lock?.close()
  return lock !== undefined
}

/** Kept, since a lock that nothing refers to any more is closed. */
const shared: Lock[] = []

// SQLite's locks are the operating system's, so a killed process leaves none behind.
type Lock = { close(): void }
const alone = 'BEGIN EXCLUSIVE'
const withOthers = 'BEGIN; SELECT count(*) FROM sqlite_schema'

/** Where the file of a lock is, absolute: in the cache, or the very file where an absolute path is the name. */
export const lockPath = (name: string) =>
  isAbsolute(name)
    ? name
    : join(cacheDirectory(), 'locks', `${name.replaceAll(/[^\w.-]+/g, '_').slice(-200)}.lock`)

async function takeInTime(name: string, how: string, { waiting, signal }: Waiting): Promise<Lock> {
  let lock = await take(name, how)
  if (lock) return lock
  const wait = async () => {
    do await setTimeout(pollMilliseconds, undefined, signal ? { signal } : {})
    while (!(lock = await take(name, how)))
    return lock
  }
  const taken = wait()
  const [took] = await Promise.all([taken, waiting?.(taken)])
  return took
}

/** Undefined where somebody else has the lock. Each time the file is opened anew: it may have been removed meanwhile. */
async function take(name: string, how: string): Promise<Lock | undefined> {
  const { DatabaseSync } = await import('node:sqlite')
  const path = lockPath(name)
  await makeFolder(dirname(path))
  const lock = new DatabaseSync(path, { open: false })
  try {
    lock.open()
    lock.exec(how)
    return lock
  } catch (error) {
    if (lock.isOpen) lock.close()
    const { message } = error as Error
    if (message === 'database is locked') return undefined
    throw new CannotJudge(
      `Expected to be able to lock ${path}, found: ${message}. Make it writable for who runs this, or set XDG_CACHE_HOME to another folder.`,
      { cause: error },
    )
  }
}
