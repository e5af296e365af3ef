import semver from 'semver'
import { UsageError } from '../errors.ts'

/**
 * Everything that is downloaded or compiled, by version. kind and the digests of its node images are one unit:
 * both are from the release notes of that version of kind.
 */
export const pins = {
  kind: 'v0.33.0',
  containerd: 'v2.3.4',
  cniPlugins: 'v1.9.1',
  crictl: 'v1.36.0',
  registry: 'v3.1.2',
  /** The last Debian whose systemd still runs on cgroup v1. */
  debian: 'bookworm',
} as const

/** A node image that the makers of kind publish. */
export interface PulledVersion {
  /** Of Kubernetes, as `v1.37.0`. */
  version: string
  /** Of the image `kindest/node`. */
  digest: string
}

/** A version whose Go modules can be had whole, with the etcd and CoreDNS that its kubeadm names. */
export interface BuiltVersion {
  /** Of Kubernetes, as `v1.37.2`. */
  version: string
  etcd: string
  coredns: string
}

/** Newest first. */
export const pulledVersions: readonly PulledVersion[] = [
  { version: 'v1.37.0', digest: 'sha256:a1ed56cfb0e7b93589bdf97c8cd566405a265939e3620fc4f5de89adff580ae5' },
  { version: 'v1.36.4', digest: 'sha256:099e049362a1526b2db71494e1947aae99bd16290d7c895f2b7ea312e3cbfaed' },
  { version: 'v1.35.8', digest: 'sha256:07b2536e30b803ed61d1677a79df6115f798ce64c80f9e22f6ed45afd09323c0' },
  { version: 'v1.34.11', digest: 'sha256:44e222ee2132dab25ff87301682f89eb82c7880ea3a1bf543bfe9708fd08d67d' },
]

/** Newest first. */
export const builtVersions: readonly BuiltVersion[] = [
  { version: 'v1.37.2', etcd: 'v3.7.0', coredns: 'v1.14.6' },
  { version: 'v1.36.3', etcd: 'v3.6.8', coredns: 'v1.14.2' },
  { version: 'v1.35.4', etcd: 'v3.6.6', coredns: 'v1.13.1' },
  { version: 'v1.34.4', etcd: 'v3.6.5', coredns: 'v1.12.1' },
  { version: 'v1.33.13', etcd: 'v3.5.24', coredns: 'v1.12.0' },
]

/** Characters of what was asked for that a message shows. */
const longest = 60

/** What there is of a version that was asked for: one of the two at least. */
export interface KubernetesVersion {
  pulled?: PulledVersion
  built?: BuiltVersion
}

/**
 * Finds a Kubernetes version.
 *
 * @param asked `v1.37` or `1.37` for the newest known patch, `v1.37.2` for exactly that one
 * @returns the image that can be pulled and the one that can be built; of `v1.37` these are different patches
 * @throws {UsageError} when there is neither; names the versions there are
 */
export function resolveKubernetes(asked: string): KubernetesVersion {
  const text = asked.trim().replace(/^v/, '')
  const fits = ({ version }: { version: string }) =>
    /^\d+\.\d+$/.test(text)
      ? `${semver.major(version)}.${semver.minor(version)}` === text
      : version === `v${text}`
  const pulled = pulledVersions.find(fits)
  const built = builtVersions.find(fits)
  if (!pulled && !built)
    throw new UsageError(
      `Expected a version of Kubernetes, found ${asked.slice(0, longest)}. There are ${known()}. Name one of these, or its minor version, as in v1.37.`,
    )
  return { ...(pulled && { pulled }), ...(built && { built }) }
}

function known(): string {
  const versions = semver.rsort([...pulledVersions, ...builtVersions].map(({ version }) => version))
  return [...new Set(versions)].join(', ')
}
