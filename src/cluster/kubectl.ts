import { existsSync } from 'node:fs'
import { access, chmod, constants, mkdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { cacheDirectory } from '../cache-directory.ts'
import { UsageError } from '../errors.ts'
import { cached } from './cache.ts'
import { engineRun, type Engine } from './engine.ts'
import { kubernetesPath } from './kubernetes-programs.ts'
import type { NodeImage } from './node-image.ts'

/**
 * The kubectl of a node image: of the same version, so that it always fits.
 *
 * @returns its absolute path, in the cache
 * @throws {CommandFailed} when the engine can't take it out of the image
 */
export async function kubectlOf(engine: Engine, image: NodeImage, signal?: AbortSignal): Promise<string> {
  if (image.source === 'built') {
    const path = join(await kubernetesPath(image.kubernetes), 'kubectl')
    if (existsSync(path)) return path
  }
  const directory = await cached(
    join(
      cacheDirectory(),
      'kubectl',
      `${image.kubernetes}-${image.digest.replace(/^sha256:/, '').slice(0, 12)}`,
    ),
    async (temporary) => {
      await mkdir(temporary, { recursive: true })
      const container = await engineRun(engine, ['create', image.reference], { signal })
      try {
        const program = image.source === 'built' ? 'kubernetes' : 'kubectl'
        await engineRun(engine, ['cp', `${container}:/usr/bin/${program}`, join(temporary, 'kubectl')], {
          signal,
        })
      } finally {
        await engineRun(engine, ['rm', '--force', '--volumes', container])
      }
      await chmod(join(temporary, 'kubectl'), 0o755)
    },
    { signal },
  )
  return join(directory, 'kubectl')
}

/**
 * A kubectl that the user named.
 *
 * @param path absolute, or from where the user stands
 * @returns its absolute path
 * @throws {UsageError} when there is none at that path, or it cannot be run
 */
export async function namedKubectl(path: string): Promise<string> {
  const absolute = resolve(path)
  const found = await whatIsAt(absolute)
  if (found === undefined) return absolute
  throw new UsageError(`Expected a kubectl at ${absolute}, found ${found}. Name another with --kubectl PATH.`)
}

/** What is there in place of a program; undefined where there is one. */
async function whatIsAt(path: string): Promise<string | undefined> {
  const there = await stat(path).catch(() => undefined)
  if (!there) return 'nothing'
  if (!there.isFile()) return there.isDirectory() ? 'a folder' : 'no file'
  const isProgram = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
  return isProgram ? undefined : 'a file that cannot be run'
}
