import type { Cause } from './host-checks.ts'

/** What a log says when a cluster could not be made, and what it means. */
interface KnownMessage extends Omit<Cause, 'found'> {
  says: RegExp
}

/**
 * In the order in which they count: what comes later may be a consequence of what comes earlier. They are those of kind's
 * known issues (https://kind.sigs.k8s.io/docs/user/known-issues) and of its issues.
 */
const knownMessages: readonly KnownMessage[] = [
  {
    says: /inotify_add_watch.*no space left|user limit on the total number of inotify watches/i,
    expected: 'enough watches of inotify',
    mend: 'sudo sysctl fs.inotify.max_user_watches=524288',
  },
  {
    says: /too many open files|(inotify_init|create (an )?(inotify|fsnotify)).*fail|failed to (create|initialize).*(inotify|fsnotify)|user limit on inotify instances/i,
    expected: 'enough instances of inotify, and of open files',
    mend: 'sudo sysctl fs.inotify.max_user_instances=512; if that is so already: ulimit -n 65536',
  },
  {
    says: /no space left on device|ENOSPC/i,
    expected: "space on the engine's disk",
    mend: 'df -h, then docker system prune --volumes (or podman system prune --volumes), which removes what no container uses',
  },
  {
    says: /rootless provider requires/i,
    expected: 'that an engine without root has cgroup v2 and may divide it (Delegate=yes)',
    mend: 'see https://kind.sigs.k8s.io/docs/user/rootless, or run this as root',
  },
  {
    says: /does not support cgroup namespaces|unknown flag: --cgroupns|podman version .* is too old/i,
    expected: 'an engine and a kernel with cgroup namespaces',
    mend: 'upgrade the engine to Docker 20.10 or podman 3.0 at least, and the kernel to Linux 4.6 at least',
  },
  {
    says: /cgroup.*(read-only file system|permission denied)|error adding pid \d+ to cgroups|mountpoint for \w* ?not found|missing.*cgroup controller|cgroup-root .* doesn't exist/i,
    expected: 'cgroups that a node may divide',
    mend: 'boot with systemd.unified_cgroup_hierarchy=1 (cgroup v2); inside of a container, start that with --privileged --cgroupns=private',
  },
  {
    says: /kubelet is configured to not run on a host using cgroup v1/i,
    expected: 'cgroup v2, which Kubernetes 1.35 and newer want',
    mend: 'boot with systemd.unified_cgroup_hierarchy=1',
  },
  {
    says: /alternative telinit implementation/i,
    expected: 'that the engine starts containers without an init of its own',
    mend: 'remove "init": true from /etc/docker/daemon.json, then sudo systemctl restart docker',
  },
  {
    says: /address pools have been fully subnetted|non-overlapping IPv4 address pool|subnet .* (overlaps|is already used)|could not find free subnet/i,
    expected: 'a subnet that is free, for the network of the cluster',
    mend: 'docker network prune (or podman network prune), or name others in "default-address-pools" of /etc/docker/daemon.json',
  },
  {
    says: /exec format error/i,
    expected: 'a node image for the processor of this machine',
    mend: 'leave --image out, or name an image of this architecture (uname -m)',
  },
  {
    says: /session keyring.*quota|keyctl.*quota exceeded/i,
    expected: 'enough keys of the kernel for the containers',
    mend: 'sudo sysctl kernel.keys.maxkeys=2000',
  },
  {
    says: /iptables.*(table does not exist|can't initialize)|no chain\/target\/match by that name|failed to (set up|create) NAT chain|modprobe:? .*(ip_tables|iptable_nat|nf_tables|br_netfilter).*not found/i,
    expected: 'the kernel modules of iptables',
    mend: 'sudo modprobe -a ip_tables iptable_nat ip6_tables ip6table_nat br_netfilter, then start the engine again',
  },
  {
    says: /failed to get rootfs info|could not find device with major/i,
    expected: "that the kubelet finds the device of the engine's disk (on btrfs or ZFS it may not)",
    mend: "keep the engine's data on ext4 or xfs: https://kind.sigs.k8s.io/docs/user/known-issues/#failed-to-get-rootfs-info--stat-failed-on-dev",
  },
  {
    says: /\/dev\/kmsg.*(no such file|not permitted|permission denied)/i,
    expected: 'the kernel log /dev/kmsg, which the kubelet reads',
    mend: 'run this on a machine or in a virtual machine; in LXC, add lxc.mount.entry for /dev/kmsg',
  },
  {
    says: /\/dev\/dma_heap: permission denied|avc: +denied|SELinux.*(denied|preventing)/i,
    expected: 'that SELinux lets the engine start a node',
    mend: 'sudo setenforce 0, until the next start of the machine; better, update the policy container-selinux',
  },
  {
    says: /apparmor="DENIED"|apparmor.*(failed to apply|failed to load|could not load)/i,
    expected: 'that AppArmor lets the engine start a node',
    mend: 'sudo aa-status, then sudo aa-complain for the profile that denies; see https://kind.sigs.k8s.io/docs/user/known-issues/#apparmor',
  },
  {
    says: /privileged (mode|container).*(not allowed|not permitted|incompatible|disallowed|disabled)|(mount|remount)\w*.*operation not permitted/i,
    expected: 'that the engine may start a privileged container',
    mend: 'run this as root on a machine, or start the container that it is in with --privileged',
  },
  {
    says: /cannot allocate memory|out of memory|oom-kill|invoked oom-killer/i,
    expected: 'enough memory',
    mend: 'free -h && ps aux --sort=-rss | head, and end what takes most; or give the machine more',
  },
  {
    says: /(fork|clone|pthread_create|newosproc).*(resource temporarily unavailable|errno=11)|pids?(\.max| limit).*(exceeded|reached)/i,
    expected: 'that enough processes may be started',
    mend: 'ulimit -u unlimited, and sudo sysctl kernel.pid_max=4194304',
  },
  {
    says: /proxyconnect|proxy authentication required|via proxy|from proxy after CONNECT/i,
    expected: 'that no proxy stands between the parts of a cluster',
    mend: 'export NO_PROXY=localhost,127.0.0.1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7,.svc,.cluster.local no_proxy="$NO_PROXY"',
  },
  {
    says: /cannot connect to the (docker|podman)( daemon)?|permission denied while trying to connect to the docker/i,
    expected: 'that the engine answers',
    mend: 'sudo systemctl restart docker, and sudo usermod -aG docker $USER, then log in again',
  },
]

/** How much of a line of a log is told, before what is known of it and in all (characters). */
const toldBefore = 80
const toldOfLine = 240

/**
 * What the logs of a cluster that could not be made say of the cause.
 * @param logs their texts, the one first that counts most
 * @returns the causes, the one first that counts most
 */
export function causesIn(logs: readonly string[]): Cause[] {
  return knownMessages.flatMap(({ says, expected, mend }) => {
    const line = logs.flatMap((log) => lineWith(says, log) ?? []).at(0)
    return line === undefined ? [] : [{ expected, found: `in its log: ${line}`, mend }]
  })
}

function lineWith(pattern: RegExp, log: string): string | undefined {
  for (const line of log.split('\n')) {
    const at = line.search(pattern)
    if (at !== -1)
      return line
        .slice(Math.max(0, at - toldBefore))
        .slice(0, toldOfLine)
        .trim()
  }
  return undefined
}
