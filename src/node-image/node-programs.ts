import { join } from 'node:path'
import type { Progress } from '../machine/progress.ts'
import { pins } from '../machine/versions.ts'
import type { ControlPlaneImages } from './control-plane-images.ts'
import type { GoOptions, GoPrograms } from './golang.ts'
import { programs } from './programs.ts'

const ownMain = (name: string) => join(import.meta.dirname, 'node-image-sources', name, 'main.go')

/** Programs of a module that have a place in a node image. */
export interface PlacedPrograms extends GoPrograms {
  /** The path in the build context where each of the programs goes. */
  places: Readonly<Record<string, string>>
}

/** What a node image has besides Kubernetes and Debian, whatever the version of Kubernetes. */
export const pinnedPrograms: readonly PlacedPrograms[] = [
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
    packages: ownMain('registry'),
    places: { registry: 'rootfs/usr/local/bin/registry' },
  },
]

/** What a version of Kubernetes wants beside itself. */
export function wantedPrograms({
  etcd,
  coredns,
}: Pick<ControlPlaneImages, 'etcd' | 'coredns'>): readonly PlacedPrograms[] {
  return [
    {
      module: 'go.etcd.io/etcd/server/v3',
      version: etcd.version,
      packages: [''],
      places: { server: 'images/etcd' },
    },
    {
      module: 'github.com/coredns/coredns',
      version: coredns.version,
      packages: ownMain('coredns'),
      places: { coredns: 'images/coredns' },
    },
  ]
}

/**
 * Compiles programs of a node image one after another, as far as the cache has not got them.
 *
 * @returns the path of each program, by the path in the build context where it goes
 * @throws {CannotJudge} when there is no Go
 * @throws {CommandFailed} when Go fails
 */
export async function placedPrograms(
  modules: readonly PlacedPrograms[],
  progress: Progress,
  options: GoOptions,
): Promise<Record<string, string>> {
  const placed: Record<string, string> = {}
  for (const { places, ...module } of modules) {
    const directory = await programs(module, progress, options)
    for (const [program, place] of Object.entries(places)) placed[place] = join(directory, program)
  }
  return placed
}
