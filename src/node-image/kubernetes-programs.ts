import { hash } from 'node:crypto'
import { copyFile, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheDirectory } from '../cache-directory.ts'
import { cached } from '../machine/cache.ts'
import type { Progress } from '../machine/progress.ts'
import { buildFlags, goIn, stampsOf, type GoOptions } from './golang.ts'
import { kubernetesModules, type KubernetesModules } from './kubernetes-modules.ts'

const source = join(import.meta.dirname, 'node-image-sources/kubernetes/main.go')

/**
 * The folder of a compiled Kubernetes, whether it is there yet or not. In it are the program `kubernetes`, and
 * `kubectl` and `kubeadm`, which are links to it; and `stand-ins`, if it has modules of another patch.
 *
 * @param version as `v1.37.2`
 */
export async function kubernetesPath(version: string): Promise<string> {
  const digest = hash('sha256', await readFile(source)).slice(0, 8)
  return join(cacheDirectory(), 'kubernetes', `${version}-${digest}`)
}

/**
 * Compiles Kubernetes, unless the cache has it.
 *
 * @param version as `v1.37.2`
 * @param modules that it is compiled from, where they are at hand
 * @returns its folder: see {@link kubernetesPath}
 * @throws {CannotJudge} when a module of it can't be had
 * @throws {CommandFailed} when Go fails
 */
export async function kubernetesPrograms(
  version: string,
  modules: KubernetesModules | undefined,
  progress: Progress,
  options: GoOptions,
): Promise<string> {
  return cached(
    await kubernetesPath(version),
    async (temporary) => {
      await mkdir(temporary, { recursive: true })
      const { goMod, standIns } = modules ?? (await kubernetesModules(version, progress, options))
      await progress.step(`Compiling Kubernetes ${version} (3 to 15 minutes the first time)`, (line) =>
        compile(version, goMod, join(temporary, 'kubernetes'), { ...options, line }),
      )
      if (standIns.length > 0) await writeFile(join(temporary, 'stand-ins'), standIns.join('\n'))
      for (const name of ['kubectl', 'kubeadm']) await symlink('kubernetes', join(temporary, name))
    },
    {
      waiting: (taken) =>
        progress.step(`Waiting for another run that compiles Kubernetes ${version}`, () => taken),
      signal: options.signal,
    },
  )
}

/** The modules of another patch that a compiled Kubernetes has, as `k8s.io/kube-proxy v0.31.13`. */
export async function standInsOf(kubernetes: string): Promise<string[]> {
  const text = await readFile(join(kubernetes, 'stand-ins'), 'utf8').catch(() => '')
  return text.split('\n').filter(Boolean)
}

/** Compiles all of Kubernetes that a node needs, as one program. */
async function compile(version: string, goMod: string, output: string, options: GoOptions): Promise<void> {
  const workspace = `${output}.go`
  await mkdir(workspace)
  await writeFile(join(workspace, 'go.mod'), goMod)
  await copyFile(source, join(workspace, 'main.go'))
  const go = goIn(workspace, options)
  await go('mod', 'tidy')
  await go('build', '-v', ...buildFlags([], stampsOf(version)), '-o', output, '.')
  await rm(workspace, { recursive: true })
}
