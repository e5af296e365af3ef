import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { cacheDirectory } from '../cache-directory.ts'
import { workingContainers } from './assemble-node-image.ts'
import { deleteCluster, nodeOf } from './cluster.ts'
import { engineRun, type Engine } from './engine.ts'
import { findKind } from './kind.ts'
import { ourImages } from './node-image-name.ts'
import { pulledReference } from './node-image.ts'
import { leftBehind, namePrefix, readOwners } from './owner.ts'
import { run, tryToRun } from './run.ts'
import { pulledVersions } from './versions.ts'

/** Something that the suite has left on this machine. */
export interface Remains {
  /** As `podman: network kind`. */
  what: string
  /** What it takes of the disk, where that is known. */
  bytes?: number
  /** Why it must stay; what has no reason can be removed. */
  stays?: string
  /** Removes it. Throws CommandFailed when the engine can't, or an error of the operating system. */
  remove: () => Promise<unknown>
}

/**
 * Finds what the suite has put into an engine: nodes of clusters, containers and images of builds, volumes, the network,
 * in the order in which they can be removed. What a container uses that is none of these stays.
 */
export async function remainsIn(engine: Engine, signal?: AbortSignal): Promise<Remains[]> {
  const ask = async (...args: string[]) =>
    (await engineRun(engine, args, { signal })).split('\n').filter((line) => line !== '')
  const entry = (what: string, more: Omit<Remains, 'what'>): Remains => ({
    what: `${engine.name}: ${what}`,
    ...more,
  })
  const kind = await findKind(signal)
  const dead = leftBehind(await readOwners())
  const containers = await ask('ps', '--all', '--format', '{{.Names}}')
  const leaving = dead.filter(({ cluster }) => kind !== undefined && containers.includes(nodeOf(cluster)))
  const left = leaving.map(({ cluster, kubeconfig }) =>
    entry(`cluster ${cluster}, left behind by a run that was killed`, {
      remove: () => deleteCluster({ engine, kind: kind ?? '' }, cluster, kubeconfig),
    }),
  )
  const gone = new Set(leaving.map(({ cluster }) => nodeOf(cluster)))
  const nodes = containers.filter((name) => name.startsWith(namePrefix) && !gone.has(name))
  const kept = nodes.map((name) =>
    entry(`node ${name}`, {
      stays: `It was kept, or belongs to a run with another cache. Remove it: ${engine.name} rm --force --volumes ${name}`,
      remove: async () => {},
    }),
  )

  const builds = await workingContainers(engine)
  const broken = builds.map((name) =>
    entry(`container ${name} of a build`, { remove: () => engineRun(engine, ['rm', '--force', name]) }),
  )

  /** Why something that containers use must stay. */
  const usedBy = async (filter: string) => {
    const names = await ask('ps', '--all', '--filter', filter, '--format', '{{.Names}}')
    const users = names.filter((name) => !gone.has(name) && !builds.includes(name))
    return users.length > 0 ? { stays: `It is used by ${users.join(', ')}` } : {}
  }

  const built = (await ask('images', '--format', '{{.Repository}}:{{.Tag}}')).filter((name) =>
    name.startsWith(ourImages),
  )
  const images = await Promise.all(
    [...built, ...pulledVersions.map(pulledReference)].map(async (name) => {
      const inspect = ['image', 'inspect', '--format', '{{.Id}} {{.Size}}', name]
      const found = await tryToRun(engine.name, inspect, { env: engine.env, signal })
      if (found === undefined) return []
      const [id, size] = found.split(' ')
      const remove = () => engineRun(engine, ['rmi', name])
      return [entry(`image ${name}`, { bytes: Number(size), ...(await usedBy(`ancestor=${id}`)), remove })]
    }),
  )

  const dangling = await ask('volume', 'ls', '--filter', 'dangling=true', '--format', '{{.Name}} {{.Labels}}')
  const volumes = dangling.flatMap((line) => {
    const [, name = '', pid] = line.match(`^(\\S+) .*\\b${namePrefix}(\\d+)-`) ?? []
    if (pid === undefined || existsSync(`/proc/${pid}`)) return []
    return [entry(`volume ${name}`, { remove: () => engineRun(engine, ['volume', 'rm', name]) })]
  })

  const networks = await ask('network', 'ls', '--format', '{{.Name}}')
  const network = networks.includes('kind')
    ? [
        entry('network kind', {
          ...(await usedBy('network=kind')),
          remove: () => engineRun(engine, ['network', 'rm', 'kind']),
        }),
      ]
    : []
  return [...left, ...kept, ...broken, ...images.flat(), ...volumes, ...network]
}

/** The cache, with all that was built or fetched; undefined where there is none. */
export async function remainingCache(): Promise<Remains | undefined> {
  const path = cacheDirectory()
  if (!existsSync(path)) return undefined
  const kilobytes = Number.parseInt(await run('du', ['-sk', path]))
  return {
    what: `folder ${path}`,
    bytes: kilobytes * 1024,
    remove: async () => {
      // Go's modules are read-only.
      await run('chmod', ['-R', 'u+w', path])
      await rm(path, { recursive: true })
    },
  }
}
