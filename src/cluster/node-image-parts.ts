import { join } from 'node:path'
import { debianTree } from './debian-tree.ts'
import { kindBaseFiles } from './kind.ts'
import { kubernetesPrograms } from './kubernetes-programs.ts'
import { nodePrograms } from './node-programs.ts'
import { pauseProgram } from './pause-program.ts'
import type { Progress } from './progress.ts'
import { versionsEnv } from './versions-env.ts'
import type { BuiltVersion } from './versions.ts'

/** What a node image is put together from, beside `node-image-sources`. */
export interface NodeImageParts {
  /** Path of a root file system of Debian, a tar file. */
  debian: string
  /** The folder of the files of kind's base image. */
  kind: string
  /** The path of each program, by the path in the build context where it goes. */
  programs: Readonly<Record<string, string>>
  /** The contents of `versions.env`. */
  versions: string
}

/**
 * Makes the parts of the node image of a version, or finds them in the cache.
 *
 * @throws {CannotJudge} when something needed is missing; says what
 * @throws {CommandFailed} when a program can't be compiled
 */
export async function nodeImageParts(
  built: BuiltVersion,
  progress: Progress,
  signal?: AbortSignal,
): Promise<NodeImageParts> {
  const kubernetes = await kubernetesPrograms(built.version, progress, signal)
  const debian = await debianTree(progress, signal)
  const programs = {
    'rootfs/usr/bin/kubernetes': join(kubernetes, 'kubernetes'),
    ...(await nodePrograms(built, progress, signal)),
    'images/pause': await pauseProgram(progress, signal),
  }
  const kind = await kindBaseFiles(signal)
  return { debian, kind, programs, versions: await versionsEnv(built, kubernetes, kind, signal) }
}
