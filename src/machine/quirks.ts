import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'

/** What of a host decides whether a cluster runs on it as it is. */
export interface HostFacts {
  /** The engine that will run the cluster. */
  engine: 'docker' | 'podman'
  /** Whether a process on this host can ever hold CAP_SYS_RESOURCE. */
  sysResource: boolean
  /** The same for all capabilities that the kernel knows. */
  allCapabilities: boolean
  /** As the engine says. */
  cgroup: 'v1' | 'v2'
  /** The most files that this process may have open, its hard limit; Infinity where there is none. */
  openFiles: number
  /** The same for processes, and no more than there are process ids: podman lowers its own limit to those. */
  processes: number
  /** Whether there is the folder /lib/modules. */
  kernelModules: boolean
}

/** Something about a host that a cluster can't bear, and the cure that is applied; both also in words. */
export type HostQuirk = { found: string; cured: string } & (
  | { cure: 'restrict-oom-scores' }
  | { cure: 'accept-cgroup-v1' }
  | { cure: 'runc' }
  | { cure: 'modules-folder' }
  | { cure: 'limits'; openFiles: number; processes: number }
)

/** What podman asks for when nothing is said: more than this is never needed. */
const podmanDefaultLimit = 1_048_576

/** kind mounts this folder into every node. */
export const modulesFolder = '/lib/modules'

/** The first Kubernetes minor version whose kubelet refuses cgroup v1. */
const refusesCgroupV1 = 35

/**
 * Says what a host needs, and nothing for what it does not need.
 *
 * @param kubernetes as `v1.37.2`; without it what the engine needs, whatever runs on it
 */
export function hostQuirks(facts: HostFacts, kubernetes = 'v1.0.0'): HostQuirk[] {
  const quirks: HostQuirk[] = []
  const minor = Number(kubernetes.split('.')[1])
  const { openFiles, processes } = facts
  if (!facts.sysResource)
    quirks.push({
      cure: 'restrict-oom-scores',
      found: 'no CAP_SYS_RESOURCE',
      cured: 'containerd does not lower OOM scores',
    })
  if (facts.cgroup === 'v1' && minor >= refusesCgroupV1)
    quirks.push({
      cure: 'accept-cgroup-v1',
      found: 'cgroup v1',
      cured: 'the kubelet is told to accept it',
    })
  if (facts.engine === 'podman' && facts.cgroup === 'v1')
    quirks.push({
      cure: 'runc',
      found: 'cgroup v1 under podman',
      cured: 'runc and no systemd',
    })
  if (facts.engine === 'podman' && !facts.kernelModules)
    quirks.push({
      cure: 'modules-folder',
      found: 'no /lib/modules',
      cured: 'an empty one is made, as Docker would',
    })
  if (facts.engine === 'podman' && !facts.sysResource && Math.min(openFiles, processes) < podmanDefaultLimit)
    quirks.push({
      cure: 'limits',
      openFiles: Math.min(openFiles, podmanDefaultLimit),
      processes: Math.min(processes, podmanDefaultLimit),
      found: `at most ${openFiles} open files and ${processes} processes`,
      cured: 'podman asks for no more',
    })
  return quirks
}

/**
 * Podman's settings for these quirks, in the format of containers.conf; nothing when its own settings do.
 */
export function podmanSettings(quirks: readonly HostQuirk[]): string | undefined {
  const containers: string[] = []
  const engine: string[] = []
  for (const quirk of quirks) {
    if (quirk.cure === 'runc') engine.push('runtime = "runc"', 'cgroup_manager = "cgroupfs"')
    if (quirk.cure === 'limits')
      containers.push(
        `default_ulimits = ["nofile=${quirk.openFiles}:${quirk.openFiles}", "nproc=${quirk.processes}:${quirk.processes}"]`,
      )
  }
  if (containers.length + engine.length === 0) return undefined
  const network = ['network_backend = "netavark"']
  return ['[containers]', ...containers, '[network]', ...network, '[engine]', ...engine, ''].join('\n')
}

/** One line that says what was found and what is done about each. */
export function describeQuirks(quirks: readonly HostQuirk[]): string {
  return `On this host: ${quirks.map(({ found, cured }) => `${found} (${cured})`).join(', ')}.`
}

/**
 * Reads the facts of the host that this process runs on.
 *
 * @param cgroup as the engine says
 */
export async function probeHost(
  engine: HostFacts['engine'],
  cgroup: HostFacts['cgroup'],
): Promise<HostFacts> {
  const [status = '', limits = '', processIds = '', lastCapability = ''] = await Promise.all(
    ['self/status', 'self/limits', 'sys/kernel/pid_max', 'sys/kernel/cap_last_cap'].map((name) =>
      readFile(`/proc/${name}`, 'utf8'),
    ),
  )
  const all = (1n << BigInt(Number(lastCapability) + 1)) - 1n
  const capabilities = boundingSet(status) & all
  return {
    engine,
    cgroup,
    sysResource: (capabilities & capSysResource) !== 0n,
    allCapabilities: capabilities === all,
    openFiles: hardLimit(limits, 'Max open files'),
    processes: Math.min(hardLimit(limits, 'Max processes'), Number(processIds)),
    kernelModules: existsSync(modulesFolder),
  }
}

const capSysResource = 1n << 24n

/**
 * The capabilities that a process can ever have, as bits: what it has at the moment says nothing about the engine.
 *
 * @param status the text of /proc/PID/status
 */
export function boundingSet(status: string): bigint {
  return BigInt(`0x${/^CapBnd:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? 'ffffffffffffffff'}`)
}

/**
 * Reads a hard limit; Infinity where there is none.
 *
 * @param limits the text of /proc/PID/limits
 * @param name as it stands there, as `Max open files`
 */
export function hardLimit(limits: string, name: string): number {
  const value = new RegExp(`^${name}\\s+\\S+\\s+(\\S+)`, 'm').exec(limits)?.[1]
  return value === undefined || value === 'unlimited' ? Infinity : Number(value)
}
