import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { engineRun, type Engine } from '../../src/machine/engine.ts'
import { namePrefix } from '../../src/cluster/owner.ts'
import { reportsFolder } from '../../src/run/run-folder.ts'
import { scratchFolders } from '../../src/scratch-folder.ts'
import { until } from '../../src/until.ts'
import { markOfRun } from '../../src/run/lab-run.ts'

/** Programs that were told to end may take so long (milliseconds). */
const patience = 10_000
const lookEvery = 250

/** Started by whichever run came first, and shared by all containers: it ends with the last of them. */
const ofEngine = /^\S*aardvark-dns\b/

/**
 * What is left of a run, in words; nothing where all is in order. Programs that are just ending are waited for.
 * @param run its process, which has ended, and what is in its environment
 */
export async function leftOf(run: { pid: number; mark: string }, engine: Engine): Promise<string[]> {
  const cluster = `${namePrefix}${run.pid}-`
  let left: string[] = []
  const isClean = async () => {
    const [processes, containers, volumes, folders] = await Promise.all([
      processesOf(run.mark),
      engineRun(engine, ['ps', '--all', '--format', '{{.Names}}']),
      engineRun(engine, ['volume', 'ls', '--format', '{{.Labels}}']),
      foldersOf(run.pid),
    ])
    left = [
      ...processes.map((name) => `process ${name}`),
      ...(containers.includes(cluster) ? [`a container of ${cluster}`] : []),
      ...(volumes.includes(cluster) ? [`a volume of ${cluster}`] : []),
      ...folders.map((folder) => `folder ${folder}`),
    ]
    return left.length === 0 || undefined
  }
  await until(isClean, { every: lookEvery, within: patience })
  return left
}

/** The folders of a run, which are named for its process. */
async function foldersOf(pid: number): Promise<string[]> {
  const all = [reportsFolder, scratchFolders()].map(async (place) =>
    (await readdir(place).catch(() => [])).map((name) => join(place, name)),
  )
  return (await Promise.all(all))
    .flat()
    .filter((path) => path.includes(`/${pid}-`) || path.includes(`/.${pid}-`))
}

/** The programs of a run that still live: their ids, and how they were called. */
async function processesOf(mark: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
      if (!environment.split('\0').includes(`${markOfRun}=${mark}`)) return []
      const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      return ofEngine.test(line) ? [] : [`${pid} ${line.replaceAll('\0', ' ').slice(0, 80)}`]
    }),
  )
  return found.flat()
}
