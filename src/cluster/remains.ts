import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { cacheDirectory } from '../cache-directory.ts'
import { workingContainers } from '../node-image/assemble-node-image.ts'
import { sweepScratch } from '../scratch-folder.ts'
import { engineRun, type Engine } from '../machine/engine.ts'
import { findKind } from '../node-image/kind.ts'
import { ourImages } from '../node-image/node-image-name.ts'
import { pulledReference } from '../node-image/node-image.ts'
import { isOurs, ourImagesIn } from '../machine/ours.ts'
import { run, tryToRun } from '../machine/run.ts'
import { pulledVersions } from '../machine/versions.ts'
import { containersIn, deleteCluster, kindNetwork, nodeOf, sandboxOf } from './cluster.ts'
import { leftBehind, namePrefix, readOwners, type OwnerRecord } from './owner.ts'

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
  const kind = await findKind(signal)
  const containers = await containersIn(engine, signal)
  const owners = await readOwners()
  const dead = await leftBehind(owners)
  const there = dead.filter(({ cluster }) => containers.includes(nodeOf(cluster)))
  const clusters = kind === undefined ? [] : there.map(({ cluster }) => ({ cluster, kind }))
  const builds = await workingContainers(engine)
  const going = [...clusters.flatMap(({ cluster }) => [nodeOf(cluster), sandboxOf(cluster)]), ...builds]
  const nodes = containers.filter((name) => name.startsWith(namePrefix) && !going.includes(name))
  const living = new Set(
    owners
      .filter((owner) => !dead.includes(owner))
      .flatMap(({ cluster }) => [nodeOf(cluster), sandboxOf(cluster)]),
  )
  const found: Remains[] = [
    ...clusters.map(({ cluster, kind: program }) => ({
      what: `cluster ${cluster}, left behind by a run that was killed`,
      remove: () => deleteCluster({ engine, kind: program }, cluster),
    })),
    ...nodes.map((name) => ({
      what: `node ${name}`,
      stays: living.has(name)
        ? 'It belongs to a run that is going on'
        : `It was kept, or belongs to a run with another cache. Remove it: ${engine.name} rm --force --volumes ${name}`,
      remove: async () => {},
    })),
    ...builds.map((name) => ({
      what: `container ${name} of a build`,
      remove: () => engineRun(engine, ['rm', '--force', name]),
    })),
    ...(await imagesIn(engine, going, signal)),
    ...(await volumesIn(engine, dead, signal)),
    ...(await networkIn(engine, going, signal)),
  ]
  return found.map((remains) => ({ ...remains, what: `${engine.name}: ${remains.what}` }))
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
      await sweepScratch()
      // Go's modules are read-only.
      await run('chmod', ['-R', 'u+w', path])
      await rm(path, { recursive: true })
    },
  }
}

async function imagesIn(engine: Engine, going: readonly string[], signal?: AbortSignal): Promise<Remains[]> {
  const names = await answerOf(engine, ['images', '--format', '{{.Repository}}:{{.Tag}}'], signal)
  const built = names.filter((name) => name.startsWith(ourImages))
  const pulled = new Set([...(await ourImagesIn(engine)), ...pulledVersions.map(pulledReference)])
  const images = [...built, ...pulled].map(async (name) => {
    const inspect = ['image', 'inspect', '--format', '{{.Id}} {{.Size}}', name]
    const found = await tryToRun(engine.name, inspect, { env: engine.env, signal })
    if (found === undefined) return []
    const [id, size] = found.split(' ')
    const ours = built.includes(name) || (await isOurs(engine, 'image', name, signal))
    const how = { filter: `ancestor=${id}`, command: ['rmi', name], ours, going, signal }
    return [{ what: `image ${name}`, bytes: Number(size), ...(await removal(engine, how)) }]
  })
  return (await Promise.all(images)).flat()
}

/** Volumes of nodes that are gone: kind makes the volume of a node before the node. */
async function volumesIn(
  engine: Engine,
  dead: readonly OwnerRecord[],
  signal?: AbortSignal,
): Promise<Remains[]> {
  const unused = ['volume', 'ls', '--filter', 'dangling=true', '--format', '{{.Name}} {{.Labels}}']
  return (await answerOf(engine, unused, signal)).flatMap((line) => {
    const name = line.replace(/ .*/, '')
    if (!dead.some(({ cluster }) => line.includes(nodeOf(cluster)))) return []
    return [{ what: `volume ${name}`, remove: () => engineRun(engine, ['volume', 'rm', name]) }]
  })
}

async function networkIn(engine: Engine, going: readonly string[], signal?: AbortSignal): Promise<Remains[]> {
  const ours = await isOurs(engine, 'network', kindNetwork, signal)
  if (ours === undefined) return []
  const how = {
    filter: `network=${kindNetwork}`,
    command: ['network', 'rm', kindNetwork],
    ours,
    going,
    signal,
  }
  return [{ what: `network ${kindNetwork}`, ...(await removal(engine, how)) }]
}

/** How something is removed that others may have put there, or may use, and why it must stay if so. */
async function removal(
  engine: Engine,
  how: {
    /** Selects the containers that use it. */
    filter: string
    command: readonly string[]
    ours: boolean | undefined
    going: readonly string[]
    signal: AbortSignal | undefined
  },
): Promise<Pick<Remains, 'stays' | 'remove'>> {
  const { filter, command, ours, going, signal } = how
  const remove = () => engineRun(engine, command)
  const yourself = `remove it yourself: ${engine.name} ${command.join(' ')}`
  if (!ours)
    return { remove, stays: `Somebody else has put it there, or with another cache. If not, ${yourself}` }
  const using = ['ps', '--all', '--filter', filter, '--format', '{{.Names}}']
  const users = (await answerOf(engine, using, signal)).filter((name) => !going.includes(name))
  if (users.length === 0) return { remove }
  return { remove, stays: `It is used by ${users.join(', ')}. When that is gone, ${yourself}` }
}

async function answerOf(engine: Engine, args: readonly string[], signal?: AbortSignal): Promise<string[]> {
  return (await engineRun(engine, args, { signal })).split('\n').filter((line) => line !== '')
}
