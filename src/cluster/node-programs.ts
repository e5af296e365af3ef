import { join } from 'node:path'
import type { ControlPlaneImages } from './control-plane-images.ts'
import type { GoOptions, GoPrograms } from './golang.ts'
import { programs } from './programs.ts'
import type { Progress } from './progress.ts'
import { pins } from './versions.ts'

/**
 * Compiles what a node image is made of besides Kubernetes and Debian, as far as the cache has not got it.
 *
 * @returns the path of each program, by the path in the build context where it goes
 * @throws {CannotJudge} when there is no Go
 * @throws {CommandFailed} when Go fails
 */
export async function nodePrograms(
  images: Pick<ControlPlaneImages, 'etcd' | 'coredns'>,
  progress: Progress,
  options: GoOptions,
): Promise<Record<string, string>> {
  const placed: Record<string, string> = {}
  for (const { places, ...module } of modulesOf(images)) {
    const directory = await programs(module, progress, options)
    for (const [program, place] of Object.entries(places)) placed[place] = join(directory, program)
  }
  return placed
}

/** The modules, and for each of their programs the path in the build context where it goes. */
function modulesOf({
  etcd,
  coredns,
}: Pick<ControlPlaneImages, 'etcd' | 'coredns'>): (GoPrograms & { places: Record<string, string> })[] {
  return [
    {
      module: 'github.com/containerd/containerd/v2',
      version: pins.containerd,
      packages: ['cmd/containerd', 'cmd/ctr', 'cmd/containerd-shim-runc-v2'],
      tags: ['no_aufs', 'no_btrfs', 'no_devmapper', 'no_zfs'],
      places: {
        containerd: 'rootfs/usr/local/bin/containerd',
        ctr: 'rootfs/usr/local/bin/ctr',
        'containerd-shim-runc-v2': 'rootfs/usr/local/bin/containerd-shim-runc-v2',
      },
    },
    {
      module: 'github.com/containernetworking/plugins',
      version: pins.cniPlugins,
      packages: [
        'plugins/main/ptp',
        'plugins/main/loopback',
        'plugins/ipam/host-local',
        'plugins/meta/portmap',
      ],
      places: {
        ptp: 'rootfs/opt/cni/bin/ptp',
        loopback: 'rootfs/opt/cni/bin/loopback',
        'host-local': 'rootfs/opt/cni/bin/host-local',
        portmap: 'rootfs/opt/cni/bin/portmap',
      },
    },
    {
      module: 'sigs.k8s.io/cri-tools',
      version: pins.crictl,
      packages: ['cmd/crictl'],
      places: { crictl: 'rootfs/usr/local/bin/crictl' },
    },
    {
      module: 'github.com/distribution/distribution/v3',
      version: pins.registry,
      packages: ['cmd/registry'],
      places: { registry: 'rootfs/usr/local/bin/registry' },
    },
    {
      module: 'go.etcd.io/etcd/server/v3',
      version: etcd.version,
      packages: [''],
      places: { server: 'images/etcd' },
    },
    {
      module: 'github.com/coredns/coredns',
      version: coredns.version,
      packages: [''],
      places: { coredns: 'images/coredns' },
    },
  ]
}
