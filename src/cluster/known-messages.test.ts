import { expect, test } from 'vitest'
import { causeInWords } from './host-checks.ts'
import { causesIn } from './known-messages.ts'

/** Lines as engines, kind and nodes write them, and what mends it. */
const lines: [line: string, mends: RegExp][] = [
  ['Failed to create inotify object: Too many open files', /max_user_instances=512/],
  [
    'E1128 05:23:38.139220 304 plugins.go:585] "Error initializing dynamic plugin prober" err="flex volume: fsnotify watcher init: too many open files"',
    /max_user_instances=512/,
  ],
  ['kubelet[2]: failed to create fsnotify watcher: too many open files', /max_user_instances=512/],
  [
    'E1128 manager.go:1] inotify_add_watch /sys/fs/cgroup/cpu: no space left on device',
    /max_user_watches=524288/,
  ],
  ['Error: write /var/lib/containers/storage/x: no space left on device', /system prune/],
  [
    'ERROR: failed to create cluster: running kind with rootless provider requires setting systemd property "Delegate=yes"',
    /kind\.sigs\.k8s\.io\/docs\/user\/rootless/,
  ],
  ['WARNING: Your kernel does not support cgroup namespaces. Cgroup namespace setting discarded.', /upgrade/],
  ['docker: unknown flag: --cgroupns', /upgrade/],
  [
    'unable to start container process: error adding pid 655569 to cgroups',
    /systemd\.unified_cgroup_hierarchy=1/,
  ],
  [
    'F0223 server.go:274] failed to run Kubelet: mountpoint for  not found',
    /systemd\.unified_cgroup_hierarchy=1/,
  ],
  [
    `failed to run Kubelet: invalid configuration: cgroup-root ["kubelet"] doesn't exist`,
    /systemd\.unified_cgroup_hierarchy=1/,
  ],
  [
    'kubelet is configured to not run on a host using cgroup v1. cgroup v1 support is unsupported',
    /systemd\.unified_cgroup_hierarchy=1/,
  ],
  [`Couldn't find an alternative telinit implementation to spawn.`, /"init": true/],
  ['Error response from daemon: all predefined address pools have been fully subnetted', /network prune/],
  ['exec /usr/local/bin/entrypoint: exec format error', /--image/],
  ['OCI runtime error: could not create session key: join session keyring: disk quota exceeded', /maxkeys/],
  [
    `iptables v1.8.9 (legacy): can't initialize iptables table 'nat': Table does not exist (do you need to insmod?)`,
    /modprobe/,
  ],
  ['iptables: No chain/target/match by that name.', /modprobe/],
  [
    'failed to get rootfs info: failed to get device for dir "/var/lib/kubelet": could not find device with major: 0, minor: 40',
    /ext4 or xfs/,
  ],
  ['failed to run Kubelet: open /dev/kmsg: no such file or directory', /\/dev\/kmsg/],
  ['docker: Error response from daemon: open /dev/dma_heap: permission denied.', /setenforce 0/],
  ['audit: type=1400 apparmor="DENIED" operation="mount" profile="docker-default"', /aa-complain/],
  [
    'docker: Error response from daemon: privileged mode is incompatible with user namespaces.',
    /--privileged/,
  ],
  ['runc: fork/exec: cannot allocate memory', /free -h/],
  ['kernel: Memory cgroup out of memory: Killed process 1 (kube-apiserver)', /free -h/],
  ['runtime: failed to create new OS thread (errno=11): newosproc errno=11', /ulimit -u/],
  ['Get "https://10.89.0.2:6443": proxyconnect tcp: dial tcp: lookup proxy: no such host', /NO_PROXY/],
  ['Cannot connect to the Docker daemon at unix:///var/run/docker.sock.', /restart docker/],
]

test.each(lines)('a message is known: %s', (line, mends) => {
  const [cause] = causesIn(['', `before\n  ${line}\nafter`])
  expect(cause?.found).toMatch(/^in its log: ./)
  expect(line).toContain(cause?.found.replace('in its log: ', ''))
  expect(cause && causeInWords(cause)).toMatch(mends)
})

test('of several causes the first is that from which others follow, whatever log it is in', () => {
  const causes = causesIn([
    'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.',
    'Failed to create inotify object: Too many open files',
  ])
  expect(causes.map(({ mend }) => mend)).toEqual([
    expect.stringContaining('max_user_instances'),
    expect.stringContaining('restart docker'),
  ])
})

test('of a long line that part is told which is known', () => {
  const [cause] = causesIn([`${'a'.repeat(1000)} inotify: too many open files ${'b'.repeat(1000)}`])
  expect(cause?.found).toContain('too many open files')
  expect(cause?.found.length).toBeLessThan(300)
})

/** What a node says on its way to be well. */
const usual = `
	- The kubelet is unhealthy due to a misconfiguration of the node in some way (required cgroups disabled)
W1128 watcher.go:93] Error while processing event ("/sys/fs/cgroup/cpu/kubelet": inotify_add_watch /sys/fs/cgroup/cpu/kubelet: no such file or directory)
ERROR: failed to create cluster: command "docker exec --privileged a-control-plane kubeadm init" failed with error: not permitted
level=error msg="Failed to load cni configuration" error="cni config load failed: no network config found in /etc/cni/net.d"
kubelet.go: "Unable to register node with API server" err="dial tcp 10.89.0.2:6443: connect: connection refused"
certificate_manager.go: "Failed while requesting a signed certificate" err="cannot create certificate signing request"
Failed to set 'blkio.weight' attribute on '/dev-hugepages.mount' to 'default 500': Invalid argument
level=info msg="skip loading plugin" error="no aufs support" id=io.containerd.snapshotter.v1.aufs
`

test('what a node usually says is no cause', () => {
  expect(causesIn([usual])).toEqual([])
})
