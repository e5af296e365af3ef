import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CannotJudge } from '../errors.ts'
import { getGo } from './golang.ts'
import { programs, programsPath } from './programs.ts'
import type { Progress } from './progress.ts'
import { run } from './run.ts'
import { pins } from './versions.ts'

const kindModule = { module: 'sigs.k8s.io/kind', version: pins.kind, packages: [''] }

/** How to get kind, for messages. */
export const getKind = `${getGo}, or have kind ${pins.kind} there (https://kind.sigs.k8s.io/docs/user/quick-start/#installation)`

/**
 * Finds kind in exactly the version that the node images fit: in the cache, else on the PATH.
 *
 * @returns how to call it
 */
export async function findKind(signal?: AbortSignal): Promise<string | undefined> {
  const path = join(programsPath(kindModule), 'kind')
  if (existsSync(path)) return path
  try {
    const version = await run('kind', ['--version'], { signal, timeLimit: 10 })
    return version.trim() === `kind version ${pins.kind.slice(1)}` ? 'kind' : undefined
  } catch (error) {
    if (error instanceof CannotJudge) return undefined
    throw error
  }
}

/**
 * Compiles kind into the cache.
 *
 * @returns its path
 * @throws {CannotJudge} when there is no Go; says how to get kind
 */
export async function getKindProgram(progress: Progress, signal?: AbortSignal): Promise<string> {
  return join(await programs({ ...kindModule, instead: getKind }, progress, signal), 'kind')
}
