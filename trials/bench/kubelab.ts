import { dirname, join } from 'node:path'
import { cacheDirectory } from '../../src/cache-directory.ts'
import { toldIn } from './told.ts'
import type { Tool } from './tool.ts'

const yes = { how: 'yes', words: 'a property of what was recorded' } as const

/**
 * This suite itself.
 * @param module path of the lab with the claims that are compared
 */
export const kubelabOf = (module: string): Tool => ({
  name: 'kubelab',
  version: 'this one',
  folder: 'kubelab',
  takesManifests: true,
  waitsForPorts: true,
  says: {
    five: yes,
    two: { how: 'yes', words: 'a property of every state that was recorded' },
    deadline: yes,
    forbidden: yes,
    proxy: yes,
    cron: yes,
  },
  get: async () => process.execPath,
  command: (program, { kubectl, kubeconfig, claims }) => ({
    program,
    // Where runs take turns at a port.
    env: { XDG_CACHE_HOME: dirname(cacheDirectory()) },
    args: [
      join(import.meta.dirname, 'own-run.ts'),
      '--module',
      module,
      '--kubectl',
      kubectl,
      '--kubeconfig',
      kubeconfig,
      '--claims',
      claims.join(','),
    ],
  }),
  hears: toldIn,
})
