import { existsSync } from 'node:fs'
import { access, constants, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { UsageError } from '../errors.ts'
import type { Engine } from '../machine/engine.ts'
import { resolveKubernetes } from '../machine/versions.ts'
import { kubernetesPath } from './kubernetes-programs.ts'
import { nodeImageFiles } from './node-image-files.ts'
import type { NodeImage } from './node-image.ts'

/** A kubectl that the user named: a program, or a version to be compiled. */
export type NamedKubectl = { path: string } | { version: string }

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
  return (await nodeImageFiles(engine, image.reference, image.id, signal)).kubectl
}

/**
 * Understands how a user names a kubectl.
 *
 * @param named a version as `v1.23.3`, or a path, absolute or from where the user stands; `./v1.23.3` is a path
 * @throws {UsageError} when there is none at that path, or it cannot be run; when it is no known version
 */
export async function namedKubectl(named: string): Promise<NamedKubectl> {
  if (/^v?\d+\.\d[^/]*$/.test(named)) return { version: resolveKubernetes(named).built }
  const path = resolve(named)
  const found = await whatIsAt(path)
  if (found === undefined) return { path }
  throw new UsageError(
    `Expected a kubectl at ${path}, found ${found}. Name another path, or a version, with --kubectl.`,
  )
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
