import { hash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { cacheDirectory } from '../cache-directory.ts'
import { CannotJudge } from '../errors.ts'
import { cached } from '../machine/cache.ts'
import type { Progress } from '../machine/progress.ts'
import { withGoFolder } from './go-folder.ts'
import {
  buildFlags,
  downloadModules,
  getGo,
  goIn,
  readGoMod,
  requireGo,
  settingsAsIn,
  stampsOf,
  type GoOptions,
} from './golang.ts'
import { kubernetesPath } from './kubernetes-programs.ts'

const source = join(import.meta.dirname, 'kubectl-source/main.go')

/** The absolute path of a kubectl that was compiled, alone or with all of Kubernetes; undefined where the cache has none. */
export async function findKubectl(version: string): Promise<string | undefined> {
  const paths = [await kubectlPath(version), join(await kubernetesPath(version), 'kubectl')]
  return paths.find((path) => existsSync(path))
}

async function kubectlPath(version: string): Promise<string> {
  const digest = hash('sha256', await readFile(source)).slice(0, 8)
  return join(cacheDirectory(), 'kubectl', `${version}-${digest}`, 'kubectl')
}

/**
 * Compiles kubectl alone, from the module that a release publishes of it, unless the cache has it.
 *
 * @param version as `v1.23.3`
 * @returns its absolute path
 * @throws {CannotJudge} when there is no Go, or the module can't be had
 * @throws {CommandFailed} when Go fails
 */
export async function kubectlProgram(
  version: string,
  progress: Progress,
  signal?: AbortSignal,
): Promise<string> {
  const found = await findKubectl(version)
  if (found !== undefined) return found
  const path = await kubectlPath(version)
  await cached(
    dirname(path),
    async (temporary) => {
      await requireGo(
        `Compiling kubectl ${version}`,
        signal,
        `${getGo}, or name the path of a kubectl with --kubectl`,
      )
      await mkdir(temporary, { recursive: true })
      await progress.step(`Compiling kubectl ${version} (1 to 5 minutes the first time)`, (line) =>
        withGoFolder(`kubectl-${version}`, (goFolder) =>
          compile(version, temporary, { goFolder, line, signal }),
        ),
      )
    },
    {
      waiting: (taken) =>
        progress.step(`Waiting for another run that compiles kubectl ${version}`, () => taken),
      signal,
    },
  )
  return path
}

async function compile(version: string, directory: string, options: GoOptions): Promise<void> {
  const module = `k8s.io/kubectl ${version.replace(/^v1/, 'v0')}`
  const [answer] = await downloadModules([module.replace(' ', '@')], options)
  if (!answer || 'Error' in answer)
    throw new CannotJudge(
      `kubectl ${version} can't be compiled: expected to get the module ${module}, found: ${answer?.Error}\nName another patch, or the path of a kubectl, or in GOPROXY a mirror that has this module.`,
    )
  const workspace = join(directory, '.go')
  await mkdir(workspace)
  const settings = settingsAsIn(await readGoMod(answer.GoMod, options))
  const goMod = ['module kubectl', ...settings, `require ${module}`, '']
  await writeFile(join(workspace, 'go.mod'), goMod.join('\n'))
  await copyFile(source, join(workspace, 'main.go'))
  const go = goIn(workspace, options)
  await go('mod', 'tidy')
  await go('build', '-v', ...buildFlags([], stampsOf(version)), '-o', join(directory, 'kubectl'), '.')
  await rm(workspace, { recursive: true })
}
