import { chmod, copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { cacheDirectory } from '../cache-directory.ts'
import { CannotJudge } from '../errors.ts'
import { minorVersionOf } from '../machine/versions.ts'

const record = z.object({
  /** The cluster's name. */
  cluster: z.string(),
  /** The version of its server, as `v1.37.2`. */
  kubernetes: z.string(),
  /** Path of the kubectl that it was worked on with. */
  kubectl: z.string(),
  /** What its node runs on, in words. */
  nodeImage: z.string(),
  /** Path of its kubeconfig, mode 0600. */
  kubeconfig: z.string(),
  /** The command that removes it, and the credentials from its kubeconfig. */
  removal: z.string(),
  /** When it was kept: milliseconds since the epoch. */
  at: z.number(),
})

/** A cluster that a run has left running with `--keep`. */
export type KeptCluster = z.infer<typeof record>

const folder = () => join(cacheDirectory(), 'kept')

/**
 * Records that a cluster is kept, with a copy of its kubeconfig.
 * @param kept with the command of kind that removes the cluster
 * @returns the record, with the path of the copy
 */
export async function writeKept(
  { kubeconfig, ...kept }: Omit<KeptCluster, 'at'>,
  at: number = Date.now(),
): Promise<KeptCluster> {
  await mkdir(folder(), { recursive: true })
  const copy = join(folder(), `${kept.cluster}.kubeconfig`)
  await copyFile(kubeconfig, copy)
  await chmod(copy, 0o600)
  const written = { ...kept, kubeconfig: copy, removal: `${kept.removal} --kubeconfig ${copy}`, at }
  await writeFile(join(folder(), `${kept.cluster}.json`), JSON.stringify(written))
  return written
}

/**
 * The cluster that was kept last.
 * @param kubernetes a version that it must have: `v1.37` or `v1.37.2`
 * @throws CannotJudge when there is none; says what to do
 */
export async function newestKept(kubernetes?: string): Promise<KeptCluster> {
  const names = await readdir(folder()).catch(() => [])
  const texts = await Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .map((name) => readFile(join(folder(), name), 'utf8').catch(() => '')),
  )
  const all = texts.flatMap(asRecord).toSorted((a, b) => b.at - a.at)
  const wanted = kubernetes?.replace(/^v?/, 'v')
  const found = all.find(
    ({ kubernetes: version }) => wanted === undefined || [version, minorVersionOf(version)].includes(wanted),
  )
  if (found) return found
  const there = all.map(({ cluster, kubernetes: version }) => `${cluster} of ${version}`).join(', ')
  const of = wanted === undefined ? '' : ` of Kubernetes ${wanted}`
  throw new CannotJudge(
    `--reuse: expected a cluster${of} that an earlier run has kept, found ${there || 'none'}. ` +
      `Keep one: npm run verify -- --keep${wanted === undefined ? '' : ` --kubernetes ${wanted}`}`,
  )
}

function asRecord(text: string): KeptCluster[] {
  try {
    return [record.parse(JSON.parse(text))]
  } catch {
    return []
  }
}
