import { hash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheDirectory } from '../cache-directory.ts'
import { cached } from '../machine/cache.ts'
import type { Progress } from '../machine/progress.ts'
import { buildGoPrograms, requireGo, type GoOptions, type GoPrograms } from './golang.ts'

/** The folder of the compiled programs of a module, in the cache, whether they are there yet or not. */
export async function programsPath({ module, version, packages }: GoPrograms): Promise<string> {
  const own = typeof packages === 'string' ? `-${hash('sha256', await readFile(packages)).slice(0, 8)}` : ''
  return join(cacheDirectory(), 'programs', `${module.replaceAll('/', '_')}-${version}${own}`)
}

/**
 * Compiles programs, unless the cache has them.
 *
 * @param wanted.instead said where there is no Go: another way to get them
 * @returns the folder that they are in, each named as Go names it
 * @throws {CannotJudge} when there is no Go
 * @throws {CommandFailed} when Go fails
 */
export async function programs(
  wanted: GoPrograms & { instead?: string },
  progress: Progress,
  options: GoOptions,
): Promise<string> {
  const name = `${wanted.module} ${wanted.version}`
  return cached(
    await programsPath(wanted),
    async (temporary) => {
      await requireGo(`Compiling ${name}`, options.signal, wanted.instead)
      await mkdir(temporary, { recursive: true })
      await progress.step(`Compiling ${name}`, (line) =>
        buildGoPrograms(wanted, temporary, { ...options, line }),
      )
    },
    {
      waiting: (taken) => progress.step(`Waiting for another run that compiles ${name}`, () => taken),
      signal: options.signal,
    },
  )
}
