import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheDirectory } from '../cache-directory.ts'
import { cached } from './cache.ts'
import { buildGoPrograms, requireGo, type GoPrograms } from './golang.ts'
import type { Progress } from './progress.ts'
import { pins, type BuiltVersion } from './versions.ts'

/** What a node image is made of besides Kubernetes and Debian, and where in the image each program goes. */
export function nodePrograms(built: BuiltVersion): (GoPrograms & { places: Record<string, string> })[] {
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
      version: built.etcd,
      packages: [''],
      places: { server: 'images/etcd' },
    },
    {
      module: 'github.com/coredns/coredns',
      version: built.coredns,
      packages: [''],
      places: { coredns: 'images/coredns' },
    },
  ]
}

/** Where compiled programs are kept. */
export function programsPath({ module, version }: GoPrograms): string {
  return join(cacheDirectory(), 'programs', `${module.replaceAll('/', '_')}-${version}`)
}

/**
 * Compiles programs, unless the cache has them.
 *
 * @param wanted.instead said where there is no Go: another way to get them
 * @returns the folder that they are in
 */
export async function programs(
  wanted: GoPrograms & { instead?: string },
  progress: Progress,
  signal?: AbortSignal,
): Promise<string> {
  const name = `${wanted.module} ${wanted.version}`
  return cached(
    programsPath(wanted),
    async (temporary) => {
      await requireGo(`Compiling ${name}`, signal, wanted.instead)
      await mkdir(temporary, { recursive: true })
      await progress.step(`Compiling ${name}`, (line) => buildGoPrograms(wanted, temporary, { line, signal }))
    },
    {
      waiting: (taken) => progress.step(`Waiting for another run that compiles ${name}`, () => taken),
      signal,
    },
  )
}
