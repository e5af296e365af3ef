import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { cacheDirectory } from '../cache-directory.ts'
import { isOver, thisRun } from '../this-run.ts'

/** Every cluster's name begins like this. */
export const namePrefix = 'kubelab-'

/** Who made a cluster: kept in the cache while there is that cluster. */
export interface OwnerRecord {
  /** The cluster's name. */
  cluster: string
  /** The name of the run that made it. */
  run: string
}

const ownerRecord = z.object({ cluster: z.string(), run: z.string() })

/** Records that this run makes a cluster. */
export async function writeOwner(cluster: string): Promise<void> {
  const record: OwnerRecord = { cluster, run: await thisRun() }
  await mkdir(ownerDirectory(), { recursive: true })
  const temporary = join(ownerDirectory(), `.${cluster}`)
  await writeFile(temporary, JSON.stringify(record))
  await rename(temporary, ownerPath(cluster))
}

/** Forgets who made a cluster: no later run removes it then. Does nothing when there is no record. */
export async function removeOwner(cluster: string): Promise<void> {
  await rm(ownerPath(cluster), { force: true })
}

/** All records there are. Files that are none are passed over. */
export async function readOwners(): Promise<OwnerRecord[]> {
  const names = await readdir(ownerDirectory()).catch(() => [])
  const texts = await Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .map((name) => readFile(join(ownerDirectory(), name), 'utf8').catch(() => '')),
  )
  return texts.flatMap((text) => {
    try {
      return [ownerRecord.parse(JSON.parse(text))]
    } catch {
      return []
    }
  })
}

/**
 * Decides which clusters killed runs have left behind. A cluster without a record may be another user's, or
 * made with another cache by a run that still lives, so it is none.
 */
export async function leftBehind(records: readonly OwnerRecord[]): Promise<OwnerRecord[]> {
  const dead = await Promise.all(
    records.map(async ({ cluster, run }) => cluster.startsWith(namePrefix) && (await isOver(run))),
  )
  return records.filter((_, index) => dead[index])
}

const ownerDirectory = () => join(cacheDirectory(), 'clusters')
const ownerPath = (cluster: string) => join(ownerDirectory(), `${cluster}.json`)
