import { hash } from 'node:crypto'
import { join } from 'node:path'
import { cacheDirectory } from '../cache-directory.ts'
import { CannotJudge } from '../errors.ts'
import { cached } from '../machine/cache.ts'
import { canInstallPackages, installDebianPackages } from '../machine/engine.ts'
import type { Progress } from '../machine/progress.ts'
import { run, succeeds, tryToRun } from '../machine/run.ts'
import { pins } from '../machine/versions.ts'

/** The packages of kind's base image, less those of storage and of rootless engines, with runc and busybox. */
export const debianPackages = [
  'systemd util-linux mount kmod procps bash ca-certificates curl jq pigz',
  'conntrack iptables nftables iproute2 ethtool e2fsprogs libseccomp2 runc busybox-static',
].flatMap((names) => names.split(' '))

/** What of Debian is in a tree: all of a small system with these packages, or of these and what they need some paths. */
interface DebianParts {
  packages: readonly string[]
  keeps?: readonly string[]
}

/**
 * Makes a root file system of Debian, unless the cache has it.
 *
 * @returns its path, a tar file
 * @throws {CannotJudge} when mmdebstrap is missing and can't be installed
 * @throws {CommandFailed} when mmdebstrap fails
 */
export async function debianTree(
  { packages: names, keeps }: DebianParts,
  progress: Progress,
  signal?: AbortSignal,
): Promise<string> {
  const packages = names.join()
  const parts = [packages, ...(keeps ?? [])].join(' ')
  const extent = keeps
    ? [
        '--variant=extract',
        ...['exclude=/*', ...keeps.map((path) => `include=${path}`)].map((one) => `--dpkgopt=path-${one}`),
      ]
    : ['--variant=minbase']
  return cached(
    join(cacheDirectory(), 'debian', `${pins.debian}-${hash('sha256', parts).slice(0, 8)}.tar`),
    async (temporary) => {
      await requireMmdebstrap(progress, signal)
      await progress.step(
        `Making a root file system of Debian ${pins.debian}${keeps ? ` with ${names.join(' and ')}` : ''}`,
        async (line) => {
          const args = [...extent, '--format=tar', `--include=${packages}`, pins.debian, temporary]
          await run('mmdebstrap', [...args, ...(await debianMirror(signal))], { line, signal })
        },
      )
    },
    {
      waiting: (taken) =>
        progress.step('Waiting for another run that makes the root file system of Debian', () => taken),
      signal,
    },
  )
}

async function requireMmdebstrap(progress: Progress, signal?: AbortSignal): Promise<void> {
  if (await succeeds('mmdebstrap', ['--version'], { signal })) return
  if (!canInstallPackages())
    throw new CannotJudge(
      'Building a node image needs mmdebstrap, which is not installed. Install the package mmdebstrap (Debian or Ubuntu), or use a machine on which images can be pulled.',
    )
  await installDebianPackages(['mmdebstrap', 'debian-archive-keyring'], progress, signal)
}

/** The mirror that this machine's own apt uses, where that has the right Debian: one or none. */
async function debianMirror(signal?: AbortSignal): Promise<string[]> {
  const wanted = ['Created-By: Packages', `Codename: ${pins.debian}`, 'Component: main']
  const mirrors = await tryToRun('apt-get', ['indextargets', '--format', '$(REPO_URI)', ...wanted], {
    signal,
  })
  return (mirrors ?? '').split('\n').filter(Boolean).slice(0, 1)
}
