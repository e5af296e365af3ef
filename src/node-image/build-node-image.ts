import { existsSync } from 'node:fs'
import { mkdir, statfs } from 'node:fs/promises'
import { cacheDirectory } from '../cache-directory.ts'
import { CannotJudge } from '../errors.ts'
import { withLock } from '../lock.ts'
import { engineRun, type Engine } from '../machine/engine.ts'
import type { Progress } from '../machine/progress.ts'
import { succeeds } from '../machine/run.ts'
import { assembleNodeImage } from './assemble-node-image.ts'
import { withGoFolder } from './go-folder.ts'
import { requireGo } from './golang.ts'
import { kubernetesModules } from './kubernetes-modules.ts'
import { kubernetesPath } from './kubernetes-programs.ts'
import { builtImageName } from './node-image-name.ts'
import { nodeImageParts } from './node-image-parts.ts'

/** What a build takes of the disk meanwhile, as measured, and what is left of it: see `withGoFolder`. */
const compileGigabytes = 14
const assembleGigabytes = 3

/**
 * Builds the node image of a version and puts it into the engine's store, compiling what the cache has not.
 *
 * @param version as `v1.37.2`
 * @throws {CannotJudge} when something needed is missing; says what
 * @throws {CommandFailed} when a program can't be compiled, or the engine fails
 */
export async function buildNodeImage(
  engine: Engine,
  version: string,
  progress: Progress,
  signal?: AbortSignal,
): Promise<void> {
  const compiled = existsSync(await kubernetesPath(version))
  await requireSpace(version, compiled ? assembleGigabytes : compileGigabytes, progress)
  if (!compiled) await requireGo('Building a node image, which is done where no registry answers,', signal)
  const name = await builtImageName(version)
  await withGoFolder(version, async (goFolder) => {
    const go = { goFolder, signal }
    // A version that can't be had is told of before anything is compiled for it.
    const modules = compiled ? undefined : await kubernetesModules(version, progress, go)
    const parts = await nodeImageParts(version, modules, progress, go)
    await withLock(
      name.replace(/^.*:/, 'node-image-'),
      async () => {
        if (await succeeds(engine.name, ['image', 'inspect', name], { env: engine.env })) return
        await progress.step(`Building the node image of Kubernetes ${version}`, (line) =>
          assembleNodeImage(engine, name, parts, { line, signal }),
        )
      },
      {
        waiting: (taken) => progress.step('Waiting for another run that builds this node image', () => taken),
        signal,
      },
    )
  })
  await removeSuperseded(engine, name)
}

/** Removes images of the same version that were made of something else, unless a container still uses them. */
async function removeSuperseded(engine: Engine, name: string): Promise<void> {
  const family = name.replace(/-[^-]*$/, '-')
  const names = await engineRun(engine, ['images', '--format', '{{.Repository}}:{{.Tag}}'])
  const old = names.split('\n').filter((other) => other.startsWith(family) && other !== name)
  for (const image of old) await succeeds(engine.name, ['rmi', image], { env: engine.env })
}

/** Says what the build takes of the disk. @throws {CannotJudge} when there is not as much */
async function requireSpace(version: string, gigabytes: number, progress: Progress): Promise<void> {
  await mkdir(cacheDirectory(), { recursive: true })
  const { bavail, bsize } = await statfs(cacheDirectory())
  const free = `${cacheDirectory()} has ${((bavail * bsize) / 1e9).toFixed(1)} GB left`
  const takes = `Building the node image of Kubernetes ${version} takes up to ${gigabytes} GB of disk`
  if (bavail * bsize < gigabytes * 1e9)
    throw new CannotJudge(
      `${takes}, and ${free}. Free some, or set XDG_CACHE_HOME to a folder on another disk.`,
    )
  progress.say(`${takes}, of which ${assembleGigabytes} GB stay. ${free}.`)
}
