import type { Tool } from './tool.ts'
import { toldIn } from './told.ts'

const yes = { how: 'yes', words: 'kubectl, curl and arithmetic' } as const

/** What one writes without any tool: bash, and `kubectl wait`. */
export const script: Tool = {
  name: 'script',
  version: 'bash, kubectl wait',
  folder: 'script',
  takesManifests: true,
  waitsForPorts: false,
  says: {
    five: { how: 'yes', words: 'kubectl wait, and arithmetic' },
    two: {
      how: 'part',
      words: 'two are seen; that there were never three is computed afterwards, from times in whole seconds',
    },
    deadline: { how: 'yes', words: 'kubectl wait, and arithmetic' },
    forbidden: yes,
    proxy: yes,
    cron: { how: 'yes', words: 'kubectl get --watch, and arithmetic' },
  },
  get: async () => 'bash',
  command: (program, { folder, claims }) => ({ program, args: [`${folder}/test.sh`, ...claims] }),
  hears: toldIn,
}
