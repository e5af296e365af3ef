import { existsSync } from 'node:fs'
import { cacheDirectory } from '../cache-directory.ts'
import { forLog } from '../cleaned.ts'
import { inUse } from '../machine/cache.ts'
import { engineNames, findEngines } from '../machine/engine.ts'
import { leftBehind, readOwners } from '../cluster/owner.ts'
import { remainingCache, remainsIn, type Remains } from '../cluster/remains.ts'
import { succeeds } from '../machine/run.ts'
import { undoCommands } from '../machine/undo.ts'
import { CannotJudge, CommandFailed } from '../errors.ts'
import { isFree, withLock } from '../lock.ts'
import { systemErrorInWords } from './system-error.ts'

/**
 * Removes what the suite has put on this machine, less what a container still uses, and says what, and how to undo the rest.
 * @param dryRun only says it
 * @returns the exit code: 0 all is removed that need not stay, 2 something could not be removed
 * @throws CannotJudge when a run is going on: nothing is removed then; the reason of the signal, when it comes
 */
export async function clean({ dryRun }: { dryRun: boolean }, signal: AbortSignal): Promise<0 | 2> {
  const problem = await whatGoesOn()
  if (problem !== undefined && !dryRun) throw new CannotJudge(problem)
  if (dryRun) {
    const found = await allRemains(signal)
    tell('To be removed:', found.filter(canGo))
    tellRest(found, await undoCommands())
    if (problem !== undefined) console.log(forLog(problem))
    return 0
  }
  const removing = async () => await removeAll(signal)
  return existsSync(cacheDirectory()) ? await withLock(inUse, removing, { signal }) : await removing()
}

async function removeAll(signal: AbortSignal): Promise<0 | 2> {
  const found = await allRemains(signal)
  const commands = await undoCommands()
  const removed: Remains[] = []
  const failed: Remains[] = []
  for (const remains of found.filter(canGo)) {
    signal.throwIfAborted()
    try {
      await remains.remove()
      removed.push(remains)
    } catch (error) {
      const stays = error instanceof CommandFailed ? error.message : systemErrorInWords(error)
      if (stays === undefined) throw error
      failed.push({ ...remains, stays })
    }
  }
  tell('Removed:', removed)
  tellRest([...found.filter((remains) => !canGo(remains)), ...failed], commands)
  return failed.length > 0 ? 2 : 0
}

const canGo = ({ stays }: Remains) => stays === undefined

/** Why nothing can be removed now; undefined where no run is going on. */
async function whatGoesOn(): Promise<string | undefined> {
  const owners = await readOwners()
  const dead = await leftBehind(owners)
  const alive = owners.filter((owner) => !dead.includes(owner))
  if (alive.length === 0 && (await isFree(inUse))) return undefined
  const which = alive.map(({ cluster }) => `that of the cluster ${cluster}`)
  return `Expected that no run is going on, found ${which.join(', ') || 'one'}. Wait for its end, or end it, and then clean.`
}

async function allRemains(signal: AbortSignal): Promise<Remains[]> {
  const remains: Remains[] = []
  const silent = new Set<string>(engineNames)
  for await (const { engine } of findEngines(signal)) {
    silent.delete(engine.name)
    remains.push(...(await remainsIn(engine, signal)))
  }
  for (const name of silent)
    if (await succeeds(name, ['--version'], { signal }))
      console.log(`${name} does not answer: nobody has looked at what it has.`)
  const cache = await remainingCache()
  return cache ? [...remains, cache] : remains
}

function tell(title: string, remains: readonly Remains[]): void {
  if (remains.length === 0) return console.log('There is nothing to remove.')
  const bytes = remains.reduce((sum, one) => sum + (one.bytes ?? 0), 0)
  console.log(forLog([title, ...remains.map(line), `That is ${size(bytes)} of the disk.`].join('\n')))
}

function tellRest(remains: readonly Remains[], commands: readonly string[]): void {
  const staying = remains.flatMap((one) =>
    one.stays === undefined ? [] : [line(one), `    ${one.stays.replaceAll('\n', '\n    ')}`],
  )
  if (staying.length > 0) console.log(forLog(['What stays:', ...staying].join('\n')))
  if (commands.length > 0)
    console.log(
      [
        'This was done to the machine itself. Undo it if nothing else needs it:',
        ...commands.map((command) => `  ${command}`),
      ].join('\n'),
    )
}

const line = ({ what, bytes }: Remains) => `  ${what}${bytes === undefined ? '' : `, ${size(bytes)}`}`

function size(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`
  return bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.ceil(bytes / 1e3)} kB`
}
