import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import type { Lab } from '../lab/lab.ts'
import { isFree, shareLock } from '../lock.ts'
import { thisRun } from '../this-run.ts'

/** Where the reports of all runs are. */
export const reportsFolder = join(import.meta.dirname, '../../reports')

/** Where the reports of a lab are. */
export const reportsOf = ({ name }: Pick<Lab, 'name'>): string => join(reportsFolder, name)

/** What a run that has not come to its end leaves: traces, and what kind and the node said. */
const worthKeeping = /(^|\/)(trace\.ndjson(\.gz)?|run\.log|kind\.log|kind-logs)$/

/**
 * Does some work that writes into a folder of this run's own in `reports/`, and publishes that. Of work that fails, or is
 * interrupted, what is worth keeping goes to `reports/broken`, and nothing else is left.
 * @returns what the work results in
 * @throws whatever the work throws
 */
export async function inRunFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await makeRunFolder()
  try {
    return await work(folder)
  } catch (error) {
    await keepOf(folder)
    throw error
  } finally {
    await removeRunFolder(folder)
  }
}

/** Makes a folder in `reports/` for this run to write into, `.` and its name. Folders of runs that were killed are removed. */
export async function makeRunFolder(): Promise<string> {
  const folder = join(reportsFolder, `.${await thisRun()}`)
  // Whoever takes it for the lock of a run that is over may have removed it.
  do await shareLock(lockOf(folder))
  while (!existsSync(lockOf(folder)))
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(reportsFolder)) {
    const [run] = /^\.\d+(?:-[\da-f]{6})?(?=(?:\.lock)?$)/.exec(name) ?? []
    if (run !== undefined && (await isFree(lockOf(join(reportsFolder, run)))))
      await removeRunFolder(join(reportsFolder, run))
  }
  return folder
}

/** It stands beside the folder: somebody who works in this checkout with another cache must know of it as well. */
const lockOf = (folder: string) => `${folder}.lock`

/** Removes the folder of a run, and its lock. */
export async function removeRunFolder(folder: string): Promise<void> {
  for (const path of [folder, lockOf(folder)]) await rm(path, { recursive: true, force: true })
}

/**
 * Puts the folder of a finished run in the place of an earlier one's.
 * @param name of the folder among the reports of the lab
 * @returns its path from where the user stands
 */
export async function publish(folder: string, lab: Pick<Lab, 'name'>, name: string): Promise<string> {
  const published = join(reportsOf(lab), name)
  await mkdir(dirname(published), { recursive: true })
  await rm(published, { recursive: true, force: true })
  await rename(folder, published)
  return relative('', published)
}

/** Moves what is worth keeping out of a folder. */
async function keepOf(folder: string): Promise<void> {
  const found = await readdir(folder, { recursive: true }).catch(() => [])
  const kept = found.filter((path) => worthKeeping.test(path))
  if (kept.length === 0) return
  const broken = join(reportsFolder, 'broken')
  await rm(broken, { recursive: true, force: true })
  for (const path of kept) {
    await mkdir(dirname(join(broken, path)), { recursive: true })
    await rename(join(folder, path), join(broken, path))
  }
  console.error(`What is left of this run: ${relative('', broken)}/`)
}
