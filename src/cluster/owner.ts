import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { cacheDirectory } from '../cache-directory.ts'
import { processStart } from '../process-start.ts'

/** Every cluster's name begins like this. */
export const namePrefix = 'kubelab-'

/** Who made a cluster: kept in the cache while there is that cluster. */
export interface OwnerRecord {
  /** The cluster's name. */
  cluster: string
  /** The id of the process that made it. */
  pid: number
  /** When that process started, as {@link processStart} says: a later one with the same id has another time. */
  started: string
  /** Path of the cluster's kubeconfig. */
  kubeconfig: string
}

const ownerRecord = z.object({
  cluster: z.string(),
  pid: z.number().int(),
  started: z.string(),
  kubeconfig: z.string(),
})

/** Records that this process makes a cluster. */
export async function writeOwner(cluster: string, kubeconfig: string): Promise<void> {
  const record: OwnerRecord = {
    cluster,
    pid: process.pid,
    started: processStart(process.pid) ?? 'unknown',
    kubeconfig,
  }
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
 *
 * @param started tells when a process started, and nothing of one that does not live
 */
export function leftBehind(
  records: readonly OwnerRecord[],
  started: (pid: number) => string | undefined = processStart,
): OwnerRecord[] {
  return records.filter(
    (record) => record.cluster.startsWith(namePrefix) && started(record.pid) !== record.started,
  )
}

const ownerDirectory = () => join(cacheDirectory(), 'clusters')
const ownerPath = (cluster: string) => join(ownerDirectory(), `${cluster}.json`)
