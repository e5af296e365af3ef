import { join } from 'node:path'

/** Path of a script of the project. */
export const pathOf = (script: string) => join(import.meta.dirname, '../../scripts', `${script}.ts`)

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
