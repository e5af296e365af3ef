import { join } from 'node:path'

/** Path of the program that runs all commands. */
export const program = join(import.meta.dirname, '../../scripts/kubelab.ts')

/**
 * The environment of a script in which what begins in earnest finds nothing to begin with: no programs, and nothing in
 * the cache.
 * @param folder path of one in which there is no cache
 */
export const nothingToBeginWith = (folder: string) => ({
  LAB_SETUP: 'never',
  PATH: '/nonexistent',
  XDG_CACHE_HOME: folder,
  VITEST: '',
  NO_COLOR: '1',
  FORCE_COLOR: '0',
})
