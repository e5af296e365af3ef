import semver from 'semver'
import { CannotJudge } from '../errors.ts'
import { ofKubectl } from '../own-environment.ts'
import { shareCache } from '../machine/cache.ts'
import { namedKubectl } from '../node-image/kubectl.ts'
import { findKubectl, kubectlProgram } from '../node-image/kubectl-program.ts'
import type { Progress } from '../machine/progress.ts'
import { tryToRun } from '../machine/run.ts'
import { requireLinux } from './require-linux.ts'

/** Source: https://kubernetes.io/releases/version-skew-policy/#kubectl */
const mostMinorsApart = 1

/**
 * Sees to it that a cluster that is there already can be worked on with kubectl: the one that is named, else the one on the
 * PATH where it fits, else one of the server's version, which is compiled unless the cache has it.
 *
 * @param server its version, as `v1.37.2` or `v1.33.4+k3s1`
 * @param named a path or a version
 * @returns its absolute path
 * @throws {UsageError} when there is none of that name
 * @throws {CannotJudge} when it can't be compiled, or must not be since `LAB_SETUP` is `never`
 */
export async function kubectlFor(
  server: string,
  named: string | undefined,
  progress: Progress,
  signal: AbortSignal,
): Promise<string> {
  requireLinux()
  await shareCache(progress, signal)
  const onPath = named === undefined ? await fittingOnPath(server, signal) : undefined
  if (onPath !== undefined) return onPath
  const wanted = await namedKubectl(named ?? releaseOf(server))
  if ('path' in wanted) return wanted.path
  const { version } = wanted
  if (process.env['LAB_SETUP'] === 'never' && !(await findKubectl(version)))
    throw new CannotJudge(
      `LAB_SETUP is never, and kubectl ${version} is missing. Unset LAB_SETUP to have it compiled, or name the path of one with --kubectl.`,
    )
  return await kubectlProgram(version, progress, signal)
}

/** The kubectl on the PATH, where it may be used with the server. */
async function fittingOnPath(server: string, signal: AbortSignal): Promise<string | undefined> {
  // Without the functions that a shell has exported.
  const env = { PATH: process.env['PATH'] ?? '' }
  const path = await tryToRun('sh', ['-c', 'command -v kubectl'], { env, extendEnv: false, signal })
  if (!path) return undefined
  const options = { ...ofKubectl({ kubectl: path, kubeconfig: '/dev/null' }), signal }
  const text = await tryToRun(path, ['version', '--client', '--output=json'], options)
  const [, version] = text?.match(/"gitVersion": "(.+)"/) ?? []
  return version !== undefined && minorsApart(version, server) <= mostMinorsApart ? path : undefined
}

const minorsApart = (one: string, other: string) => Math.abs(semver.minor(one) - semver.minor(other))

/** The release that a vendor's version was made of: `v1.33.4` of `v1.33.4+k3s1` and of `v1.33.4-gke.100`. */
function releaseOf(version: string): string {
  const [release = version] = version.match(/^v\d+\.\d+\.\d+(-(alpha|beta|rc)\.\d+)?/) ?? []
  return release
}
