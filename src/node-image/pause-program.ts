import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheDirectory } from '../cache-directory.ts'
import { cached } from '../machine/cache.ts'
import type { Progress } from '../machine/progress.ts'
import { buildGoFile, type GoOptions } from './golang.ts'

const source = join(import.meta.dirname, 'node-image-sources/pause/main.go')

/**
 * Compiles the program that holds the namespaces of a pod, unless the cache has it.
 *
 * @returns its path
 * @throws {CommandFailed} when Go fails
 */
export async function pauseProgram(progress: Progress, options: GoOptions): Promise<string> {
  const digest = hash('sha256', await readFile(source)).slice(0, 8)
  return cached(join(cacheDirectory(), 'programs', `pause-${digest}`), (temporary) =>
    progress.step('Compiling pause', (line) => buildGoFile(source, temporary, { ...options, line })),
  )
}
