import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { isFree, lockPath, shareLock } from './lock.ts'

const name = `${process.pid}-${randomBytes(3).toString('hex')}`
let held: Promise<void> | undefined

/** The lock that a run has as long as it lives. A lock is known to all that share the cache, a process id to its own container. */
export const lockOfRun = (run: string) => `run-${run}`

/**
 * The name of this run: the id of its process, and six hexadecimal digits. From now on until this process ends, however
 * that ends, {@link isOver} says that it is not over.
 *
 * @throws CannotJudge when the cache can't be written
 */
export async function thisRun(): Promise<string> {
  if (!held || !existsSync(lockPath(lockOfRun(name)))) held = shareLock(lockOfRun(name))
  await held
  return name
}

/** Whether a run has ended, whoever asks: in another container, or after its process id was given to another. */
export const isOver = (run: string): Promise<boolean> => isFree(lockOfRun(run))
