import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { availableParallelism, loadavg, release, tmpdir } from 'node:os'
import * as z from 'zod'
import type { Engine } from '../machine/engine.ts'
import { tryToRun } from '../machine/run.ts'

/** A limit, and how much of it is taken. */
interface Used {
  limit: number
  used: number
}

/** What is free in a folder. */
interface Space {
  folder: string
  bytes: number
  /** How many files can be made; Infinity where the file system has no limit. */
  files: number
}

/** What of the machine of an engine decides whether a node can be made. */
export interface Resources {
  /** Of the user as whom the processes of a node run. */
  inotifyInstances: Used
  inotifyWatches: Used
  /** Bytes that are free, or can be had at once. */
  memory: number
  /** Of the engine's images and volumes; undefined where it can't be read. */
  storage: Space | undefined
  temporary: Space | undefined
  cgroupNamespaces: boolean
  /** Processes that want to run, for each core, over the last minute. */
  load: number
}

/** What is read of an engine and its machine. What can't be read is undefined, and nothing is concluded from it. */
export interface HostState {
  engine: Engine['name']
  version?: string | undefined
  isRootless?: boolean | undefined
  cgroup?: 'v1' | 'v2' | undefined
  /** The controllers that an engine without root has not, of those that a node needs. */
  missingControllers: readonly string[]
  /** Where the engine keeps images and volumes. */
  storage?: string | undefined
  /** Undefined where the engine is on another machine. */
  resources?: Resources | undefined
  /** Names of the variables that name a proxy. */
  proxies: readonly string[]
}

const controllers = ['cpu', 'memory', 'pids'] as const

const dockerInfo = z.object({
  ServerVersion: z.string().optional(),
  KernelVersion: z.string().optional(),
  DockerRootDir: z.string().optional(),
  CgroupVersion: z.string().optional(),
  SecurityOptions: z.array(z.string()).nullish(),
  MemoryLimit: z.boolean().optional(),
  PidsLimit: z.boolean().optional(),
  CPUShares: z.boolean().optional(),
})
const podmanInfo = z.object({
  host: z.object({
    kernel: z.string().optional(),
    cgroupVersion: z.string().optional(),
    cgroupControllers: z.array(z.string()).nullish(),
    security: z.object({ rootless: z.boolean().optional() }).optional(),
  }),
  store: z.object({ graphRoot: z.string().optional() }).optional(),
  version: z.object({ Version: z.string().optional() }).optional(),
})

/** What an engine says of itself, in the same words for both. */
type Said = Pick<HostState, 'version' | 'isRootless' | 'cgroup' | 'missingControllers' | 'storage'> & {
  kernel?: string | undefined
}

const asCgroup = (version: string | undefined) => version && (version.endsWith('1') ? 'v1' : 'v2')

const ofDocker = dockerInfo.transform((info): Said => {
  const has = { cpu: info.CPUShares, memory: info.MemoryLimit, pids: info.PidsLimit }
  return {
    version: info.ServerVersion,
    isRootless: info.SecurityOptions?.some((option) => option.split(',').includes('name=rootless')),
    cgroup: asCgroup(info.CgroupVersion) || undefined,
    missingControllers: controllers.filter((name) => has[name] === false),
    storage: info.DockerRootDir,
    kernel: info.KernelVersion,
  }
})
const ofPodman = podmanInfo.transform(({ host, store, version }): Said => {
  const { cgroupControllers: has } = host
  return {
    version: version?.Version,
    isRootless: host.security?.rootless,
    cgroup: asCgroup(host.cgroupVersion) || undefined,
    missingControllers: has ? controllers.filter((name) => !has.includes(name)) : [],
    storage: store?.graphRoot,
    kernel: host.kernel,
  }
})

/** Reads how an engine and its machine are at the moment. */
export async function hostState({ name, env }: Engine, signal?: AbortSignal): Promise<HostState> {
  const format = name === 'docker' ? '{{json .}}' : 'json'
  const text = await tryToRun(name, ['info', '--format', format], { env, signal, timeLimitSeconds: 8 })
  const { kernel, ...said }: Said = saidIn(name, text) ?? { missingControllers: [] }
  const isHere = kernel === release()
  return {
    engine: name,
    ...said,
    proxies: Object.keys(process.env).filter((variable) => /^(https?|all)_proxy$/i.test(variable)),
    ...(isHere && { resources: await resourcesFor(said) }),
  }
}

function saidIn(name: Engine['name'], text = 'null'): Said | undefined {
  try {
    return (name === 'docker' ? ofDocker : ofPodman).parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

async function resourcesFor({ storage, isRootless }: Said): Promise<Resources> {
  const user = isRootless ? (process.getuid?.() ?? 0) : 0
  const { instances, watches } = inotifyOf(user)
  return {
    inotifyInstances: { limit: kernelLimit('fs/inotify/max_user_instances'), used: instances },
    inotifyWatches: { limit: kernelLimit('fs/inotify/max_user_watches'), used: watches },
    memory: process.availableMemory(),
    storage: storage === undefined ? undefined : await spaceIn(storage),
    temporary: await spaceIn(tmpdir()),
    cgroupNamespaces: existsSync('/proc/self/ns/cgroup'),
    load: (loadavg()[0] ?? 0) / availableParallelism(),
  }
}

function kernelLimit(path: string): number {
  try {
    return Number(readFileSync(`/proc/sys/${path}`, 'utf8'))
  } catch {
    return Infinity
  }
}

async function spaceIn(folder: string): Promise<Space | undefined> {
  const { bavail, bsize, files, ffree } = await statfs(folder).catch(() => ({
    bavail: undefined,
    bsize: 0,
    files: 0,
    ffree: 0,
  }))
  return bavail === undefined
    ? undefined
    : { folder, bytes: bavail * bsize, files: files === 0 ? Infinity : ffree }
}

/** How much of inotify the processes of a user have, as far as this process may see them. */
function inotifyOf(user: number): { instances: number; watches: number } {
  let [instances, watches] = [0, 0]
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const owner = /^Uid:\t(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
      if (Number(owner) !== user) continue
      for (const fd of readdirSync(`/proc/${pid}/fd`)) {
        if (readlinkSync(`/proc/${pid}/fd/${fd}`) !== 'anon_inode:inotify') continue
        instances += 1
        watches += readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'utf8').match(/^inotify /gm)?.length ?? 0
      }
    } catch {
      // It is over, or another user's.
    }
  }
  return { instances, watches }
}
