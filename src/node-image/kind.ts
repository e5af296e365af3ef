import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CannotJudge } from '../errors.ts'
import type { Progress } from '../machine/progress.ts'
import { tryToRun } from '../machine/run.ts'
import { pins } from '../machine/versions.ts'
import { withGoFolder } from './go-folder.ts'
import { downloadModules, getGo, type GoOptions } from './golang.ts'
import { programs, programsPath } from './programs.ts'

const answerSeconds = 10

const kindModule = { module: 'sigs.k8s.io/kind', version: pins.kind, packages: [''] }

/** How to get kind, for messages. */
export const getKind = `${getGo}, or have kind ${pins.kind} there (https://kind.sigs.k8s.io/docs/user/quick-start/#installation)`

/**
 * Finds kind in exactly the version that the node images fit: in the cache, else on the PATH.
 *
 * @returns how to call it: an absolute path, or `kind`; undefined when there is none of that version
 */
export async function findKind(signal?: AbortSignal): Promise<string | undefined> {
  const path = join(await programsPath(kindModule), 'kind')
  if (existsSync(path)) return path
  const version = await tryToRun('kind', ['--version'], { signal, timeLimitSeconds: answerSeconds })
  return version?.trim() === `kind version ${pins.kind.slice(1)}` ? 'kind' : undefined
}

/**
 * Compiles kind into the cache.
 *
 * @returns its absolute path
 * @throws {CannotJudge} when there is no Go; says how to get kind
 * @throws {CommandFailed} when Go fails
 */
export async function getKindProgram(progress: Progress, signal?: AbortSignal): Promise<string> {
  const directory = await withGoFolder('kind', (goFolder) =>
    programs({ ...kindModule, instead: getKind }, progress, { goFolder, signal }),
  )
  return join(directory, 'kind')
}

/**
 * Downloads the module of kind, which carries the files of its base image.
 *
 * @returns the absolute path of their folder, which is in Go's
 * @throws {CannotJudge} when it can't be had
 */
export async function kindBaseFiles(options: GoOptions): Promise<string> {
  const [answer] = await downloadModules([`${kindModule.module}@${kindModule.version}`], options)
  if (answer && 'Dir' in answer) return join(answer.Dir, 'images/base/files')
  throw new CannotJudge(`Expected to get the module of kind, found: ${answer?.Error}`)
}
