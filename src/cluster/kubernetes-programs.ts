import { hash } from 'node:crypto'
import { mkdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheDirectory } from '../cache-directory.ts'
import { cached } from './cache.ts'
import { buildKubernetes } from './golang.ts'
import type { Progress } from './progress.ts'

const source = join(import.meta.dirname, 'node-image-sources/kubernetes/main.go')

/**
 * The folder of a compiled Kubernetes, whether it is there yet or not. In it are the program `kubernetes`, and
 * `kubectl` and `kubeadm`, which are links to it.
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
 * @returns its folder: see {@link kubernetesPath}
 * @throws {CommandFailed} when Go fails
 */
export async function kubernetesPrograms(
  version: string,
  progress: Progress,
  signal?: AbortSignal,
): Promise<string> {
  return cached(
    await kubernetesPath(version),
    async (temporary) => {
      const program = join(temporary, 'kubernetes')
      await mkdir(temporary, { recursive: true })
      await progress.step(`Compiling Kubernetes ${version} (6 to 20 minutes the first time)`, (line) =>
        buildKubernetes(source, version, program, { line, signal }),
      )
      for (const name of ['kubectl', 'kubeadm']) await symlink('kubernetes', join(temporary, name))
    },
    {
      waiting: (taken) =>
        progress.step(`Waiting for another run that compiles Kubernetes ${version}`, () => taken),
      signal,
    },
  )
}
