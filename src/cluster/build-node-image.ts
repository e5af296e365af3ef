import { existsSync } from 'node:fs'
import { mkdir, statfs } from 'node:fs/promises'
import { cacheDirectory } from '../cache-directory.ts'
import { CannotJudge } from '../errors.ts'
import { withLock } from '../lock.ts'
import { assembleNodeImage } from './assemble-node-image.ts'
import { engineRun, type Engine } from './engine.ts'
import { requireGo } from './golang.ts'
import { kubernetesPath } from './kubernetes-programs.ts'
import { builtImageName } from './node-image-name.ts'
import { nodeImageParts } from './node-image-parts.ts'
import type { Progress } from './progress.ts'
import { succeeds } from './run.ts'
import type { BuiltVersion } from './versions.ts'

/** What a build takes of the disk, as measured: Go's build cache 6, its modules 4.3, programs 0.6, the image 2.7. */
const compileGigabytes = 14
const assembleGigabytes = 3

/**
 * Builds the node image of a version and puts it into the engine's store, compiling what the cache has not.
 *
 * @throws {CannotJudge} when something needed is missing; says what
 * @throws {CommandFailed} when a program can't be compiled, or the engine fails
 */
export async function buildNodeImage(
  engine: Engine,
  built: BuiltVersion,
  progress: Progress,
  signal?: AbortSignal,
): Promise<void> {
  const compiled = existsSync(await kubernetesPath(built.version))
  await requireSpace(compiled ? assembleGigabytes : compileGigabytes)
  if (!compiled) await requireGo('Building a node image, which is done where no registry answers,', signal)
  const parts = await nodeImageParts(built, progress, signal)
  const name = await builtImageName(built)
  await withLock(
    name.replace(/^.*:/, 'node-image-'),
    async () => {
      if (await succeeds(engine.name, ['image', 'inspect', name], { env: engine.env })) return
      await progress.step(`Building the node image of Kubernetes ${built.version}`, (line) =>
        assembleNodeImage(engine, name, parts, { line, signal }),
      )
    },
    {
      waiting: (taken) => progress.step('Waiting for another run that builds this node image', () => taken),
      signal,
    },
  )
  await removeSuperseded(engine, name)
}

/** Removes images of the same version that were made of something else, unless a container still uses them. */
async function removeSuperseded(engine: Engine, name: string): Promise<void> {
  const family = name.replace(/-[^-]*$/, '-')
  const names = await engineRun(engine, ['images', '--format', '{{.Repository}}:{{.Tag}}'])
  const old = names.split('\n').filter((other) => other.startsWith(family) && other !== name)
  for (const image of old) await succeeds(engine.name, ['rmi', image], { env: engine.env })
}

async function requireSpace(gigabytes: number): Promise<void> {
  await mkdir(cacheDirectory(), { recursive: true })
  const { bavail, bsize } = await statfs(cacheDirectory())
  const free = (bavail * bsize) / 1e9
  if (free < gigabytes)
    throw new CannotJudge(
      `Building a node image needs ${gigabytes} GB of disk, and ${cacheDirectory()} has ${free.toFixed(1)} GB left. Free some, or set XDG_CACHE_HOME to a folder on another disk.`,
    )
}
