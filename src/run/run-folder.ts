import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { endProcesses } from '../student/end-processes.ts'

const reports = join(import.meta.dirname, '../../reports')

/** The folder in `reports/` that a process writes into. */
export const folderOf = (pid: number) => join(reports, `.${pid}`)

/**
 * Makes a folder in `reports/` for this run to write into. Folders of runs that were killed are removed, and what their
 * students had started is ended.
 */
export async function makeRunFolder(): Promise<string> {
  const folder = folderOf(process.pid)
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(reports)) {
    if (/^\.\d+$/.test(name) && !existsSync(`/proc/${name.slice(1)}`)) {
      await endProcesses(join(reports, name))
      await rm(join(reports, name), { recursive: true, force: true })
    }
  }
  return folder
}

/**
 * Puts the folder of a finished run in the place of an earlier one's.
 * @param name of the folder in `reports/`
 * @returns its path from the top of the project
 */
export async function publish(folder: string, name: string): Promise<string> {
  await rm(join(reports, name), { recursive: true, force: true })
  await rename(folder, join(reports, name))
  return `reports/${name}`
}
