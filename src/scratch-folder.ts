import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { cacheDirectory } from './cache-directory.ts'
import { lockPath } from './lock.ts'
import { isOver, lockOfRun, thisRun } from './this-run.ts'

/** The variable that all carry in their environment that a student starts: the student's folder, with `/` behind it. */
export const markOfStudent = 'KUBELAB_STUDENT'

/** Where the scratch folders of all runs are, each by the name of its run. */
export const scratchFolders = () => join(cacheDirectory(), 'runs')

/** Reads until whoever started it has ended; then ends what students have started in a folder, and removes it with a lock. */
const untilItEnds = `read -r _
for _ in 1 2 3; do
  for process in $(grep -lsFz "${markOfStudent}=$1/" /proc/[0-9]*/environ); do
    process=\${process#/proc/}; kill -9 "\${process%/environ}"
  done
done
rm -rf "$1" "$2"`

/**
 * The folder for what nobody else may read and nothing may be left of: credentials, and what students work with. When this
 * process ends, and be it killed, a small process that waits for that removes it, and ends what students have started. Where
 * that was killed as well, the next run with this cache does so.
 *
 * @returns its path, mode 0700
 * @throws CannotJudge when the cache can't be written, or an error of the operating system
 */
export async function scratchFolder(): Promise<string> {
  const run = await thisRun()
  const folder = join(scratchFolders(), run)
  if (existsSync(folder)) return folder
  await sweepScratch()
  const waiting = remove(run, 'pipe')
  waiting.unref()
  ;(waiting.stdin as Socket).unref()
  process.once('exit', () => removeNow(folder))
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return folder
}

/** Removes the scratch folders and the locks of runs that are over, and ends what their students have started. */
export async function sweepScratch(): Promise<void> {
  const locks = await readdir(dirname(lockPath(''))).catch(() => [])
  for (const run of locks.flatMap((file) => file.match(/^run-(.+)\.lock$/)?.[1] ?? []))
    if (await isOver(run)) await once(remove(run, 'ignore'), 'close')
}

function remove(run: string, stdin: 'pipe' | 'ignore') {
  const paths = [join(scratchFolders(), run), lockPath(lockOfRun(run))]
  const child = spawn('/bin/sh', ['-c', untilItEnds, 'sh', ...paths], {
    cwd: '/',
    env: { PATH: `${process.env['PATH']}:/usr/bin:/bin` },
    stdio: [stdin, 'ignore', 'ignore'],
    // Neither Ctrl-C nor the end of the terminal is for it.
    detached: true,
  })
  child.on('error', () => {})
  return child
}

/** Sooner than the process that waits for the end. */
function removeNow(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // A program of a student still writes into it.
  }
}
