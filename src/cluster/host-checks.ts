import type { HostState } from './host-state.ts'

/** Why a cluster can't be made, or could not: what is wrong, and the command that mends it. */
export interface Cause {
  expected: string
  found: string
  mend: string
}

/** One of the usual causes, as it is seen on the machine. */
interface HostCheck extends Pick<Cause, 'expected'> {
  /**
   * What is wrong, undefined where nothing is or nothing is known. Less is enough for a suspicion, when a cluster could not
   * be made, than for the certainty that none can be.
   */
  found: (host: HostState, isSuspected: boolean) => string | undefined
  mend: (host: HostState) => string
}

const [megabyte, gigabyte] = [2 ** 20, 2 ** 30]

/** What a node of one's own takes: seen of Kubernetes v1.37. A pod takes another instance of inotify on cgroup v2. */
const inotifyOfNode = { instances: 27, watches: 265 }
const volumeOfNode = 0.7 * gigabyte

/** The usual causes (https://kind.sigs.k8s.io/docs/user/known-issues and /rootless), those first that are most certain. */
const hostChecks: readonly HostCheck[] = [
  {
    // kind calls Docker with --cgroupns, which came with 20.10, and takes no podman before 1.8.
    expected: 'Docker 20.10 or podman 3.0, or newer',
    found: ({ engine, version = '' }, isSuspected) => {
      const [major = 0, minor = 0] = version.split('.').map(Number)
      const oldest = engine === 'docker' ? 2010 : isSuspected ? 300 : 108
      return version !== '' && major * 100 + minor < oldest ? `${engine} ${version}` : undefined
    },
    mend: ({ engine }) =>
      `upgrade ${engine}, as https://docs.docker.com/engine/install or https://podman.io says`,
  },
  {
    expected: 'cgroup v2 for an engine that runs without root',
    found: ({ isRootless, cgroup }) => (isRootless && cgroup === 'v1' ? 'cgroup v1' : undefined),
    mend: () =>
      'add systemd.unified_cgroup_hierarchy=1 to GRUB_CMDLINE_LINUX in /etc/default/grub, sudo update-grub, and start the machine again; or run this as root',
  },
  {
    expected: 'that an engine without root may divide processors, memory and processes (cgroup delegation)',
    found: ({ isRootless, missingControllers: missing }) =>
      isRootless && missing.length > 0 ? `that it has no ${missing.join(', ')}` : undefined,
    mend: () =>
      String.raw`sudo mkdir -p /etc/systemd/system/user@.service.d && printf '[Service]\nDelegate=yes\n' | sudo tee /etc/systemd/system/user@.service.d/delegate.conf && sudo systemctl daemon-reload, and log in again`,
  },
  {
    expected: 'a kernel with cgroup namespaces (Linux 4.6 or newer)',
    found: ({ resources }) => (resources?.cgroupNamespaces === false ? 'none' : undefined),
    mend: () => 'run this on a newer system, or in a virtual machine with one',
  },
  {
    expected: `at least ${inotifyOfNode.instances} instances of inotify for a node`,
    found: ({ resources }, isSuspected) =>
      tooFew(
        resources?.inotifyInstances,
        inotifyOfNode.instances,
        isSuspected,
        'fs.inotify.max_user_instances',
      ),
    mend: () => 'sudo sysctl fs.inotify.max_user_instances=512',
  },
  {
    expected: `at least ${inotifyOfNode.watches} watches of inotify for a node`,
    found: ({ resources }, isSuspected) =>
      tooFew(resources?.inotifyWatches, inotifyOfNode.watches, isSuspected, 'fs.inotify.max_user_watches'),
    mend: () => 'sudo sysctl fs.inotify.max_user_watches=524288',
  },
  {
    expected: 'at least 1.5 GB of memory for a cluster',
    found: ({ resources }, isSuspected) =>
      resources && resources.memory < (isSuspected ? 1.5 : 0.5) * gigabyte
        ? `${inMegabytes(resources.memory)} that are free`
        : undefined,
    mend: () => 'free -h && ps aux --sort=-rss | head, and end what takes most; or give the machine more',
  },
  {
    expected: "at least 2 GB of the engine's disk, and 10000 files, for a node",
    found: ({ resources }, isSuspected) =>
      tooFull(resources?.storage, isSuspected ? 2 * gigabyte : volumeOfNode, isSuspected ? 10_000 : 1000),
    mend: ({ engine }) => `${engine} system prune --volumes, which removes what no container uses`,
  },
  {
    expected: 'some space for temporary files',
    found: ({ resources }, isSuspected) =>
      tooFull(resources?.temporary, (isSuspected ? 100 : 1) * megabyte, isSuspected ? 100 : 1),
    mend: () => `free some there, or export TMPDIR=$HOME/tmp with a folder that has space`,
  },
  {
    expected: 'that a Docker from snap can read temporary files, which must be in the home folder',
    found: ({ storage = '' }, isSuspected) =>
      isSuspected && storage.startsWith('/var/snap/') ? `TMPDIR=${process.env['TMPDIR'] ?? ''}` : undefined,
    mend: () =>
      'mkdir -p ~/tmp && export TMPDIR=~/tmp; or install Docker from https://docs.docker.com/engine/install',
  },
  {
    expected: 'that no proxy stands between the parts of a cluster',
    found: ({ proxies }, isSuspected) =>
      isSuspected && proxies.length > 0 ? `${proxies.join(', ')} in the environment` : undefined,
    mend: () =>
      'export NO_PROXY=localhost,127.0.0.1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7,.svc,.cluster.local no_proxy="$NO_PROXY"',
  },
  {
    expected: 'a machine that is not busy',
    found: ({ resources }, isSuspected) =>
      isSuspected && resources && resources.load > 4
        ? `${Math.round(resources.load)} processes for each core, over the last minute`
        : undefined,
    mend: () => 'top, and end what takes most, or wait until it is done',
  },
]

/** Up to twice of what a node takes there may be too little, as others take of it meanwhile. */
function tooFew(
  have: { limit: number; used: number } | undefined,
  takes: number,
  isSuspected: boolean,
  name: string,
): string | undefined {
  if (!have) return undefined
  const left = Math.max(0, have.limit - have.used)
  return left < takes * (isSuspected ? 2 : 1)
    ? `${left}: ${name} is ${have.limit}, of which ${have.used} are in use`
    : undefined
}

function tooFull(
  space: { folder: string; bytes: number; files: number } | undefined,
  bytes: number,
  files: number,
): string | undefined {
  if (!space || (space.bytes >= bytes && space.files >= files)) return undefined
  return space.bytes < bytes
    ? `${inMegabytes(space.bytes)} that are free in ${space.folder}`
    : `${space.files} that can be made in ${space.folder}`
}

const inMegabytes = (bytes: number) => `${Math.floor(bytes / megabyte)} MB`

/**
 * Why no cluster can be made on a host; with suspicions as well, why one may not have been made there.
 */
export function causesOn(host: HostState, isSuspected = false): Cause[] {
  return hostChecks.flatMap(({ expected, found, mend }) => {
    const wrong = found(host, isSuspected)
    return wrong === undefined ? [] : [{ expected, found: wrong, mend: mend(host) }]
  })
}

/** In one line. */
export const causeInWords = ({ expected, found, mend }: Cause) =>
  `Expected ${expected}, found ${found}. Do this: ${mend}`
