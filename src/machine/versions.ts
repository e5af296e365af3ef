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

/** The version that is taken when none is named. */
export const defaultKubernetes = 'v1.37'

/** A node image that the makers of kind publish. */
export interface PulledVersion {
  /** Of Kubernetes, as `v1.37.0`. */
  version: string
  /** Of the image `kindest/node`. */
  digest: string
}

/** Newest first. */
export const pulledVersions: readonly PulledVersion[] = [
  { version: 'v1.37.0', digest: 'sha256:a1ed56cfb0e7b93589bdf97c8cd566405a265939e3620fc4f5de89adff580ae5' },
  { version: 'v1.36.4', digest: 'sha256:099e049362a1526b2db71494e1947aae99bd16290d7c895f2b7ea312e3cbfaed' },
  { version: 'v1.35.8', digest: 'sha256:07b2536e30b803ed61d1677a79df6115f798ce64c80f9e22f6ed45afd09323c0' },
  { version: 'v1.34.11', digest: 'sha256:44e222ee2132dab25ff87301682f89eb82c7880ea3a1bf543bfe9708fd08d67d' },
]

/** What a bare minor version means where an image is built, newest first: patches whose Go modules were seen to be served. */
export const builtVersions: readonly string[] = [
  'v1.37.2',
  'v1.36.3',
  'v1.35.4',
  'v1.34.4',
  'v1.33.13',
  'v1.32.13',
  'v1.31.14',
  'v1.30.14',
]

/** Characters of what was asked for that a message shows. */
const longest = 60

/** How a version that was asked for can be had. */
export interface KubernetesVersion {
  /** Where its image is pinned. */
  pulled?: PulledVersion
  /** The version that is built, as `v1.37.2`. */
  built: string
}

/**
 * Understands the name of a Kubernetes version.
 *
 * @param asked `v1.37` or `1.37` for a known patch of it; `v1.37.2` or `v1.38.0-rc.1` for exactly that one, known or not
 * @returns the image that can be pulled and the version that can be built; of `v1.37` these are different patches
 * @throws {UsageError} when it names no version, or the minor version of no known one
 */
export function resolveKubernetes(asked: string): KubernetesVersion {
  const version = `v${asked.trim().replace(/^v/, '')}`
  if (semver.valid(version) && version.startsWith('v1.')) {
    const pulled = pulledVersions.find((known) => known.version === version)
    return { built: version, ...(pulled && { pulled }) }
  }
  const built = builtVersions.find((known) => minorVersionOf(known) === version)
  const pulled = pulledVersions.find((known) => minorVersionOf(known.version) === version)
  if (built === undefined)
    throw new UsageError(
      `Expected a version of Kubernetes, found ${asked.slice(0, longest)}. Name a patch, as in v1.37.2 or v1.38.0-rc.1, or one of ${builtVersions.map(minorVersionOf).join(', ')}.`,
    )
  return { built, ...(pulled && { pulled }) }
}

/** `v1.37` of `v1.37.2`. */
export const minorVersionOf = (version: string) => `v${semver.major(version)}.${semver.minor(version)}`
