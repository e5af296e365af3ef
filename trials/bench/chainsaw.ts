import { isBenchClaim } from './bench-claim.ts'
import { chainsawProgram, chainsawVersion } from './chainsaw-program.ts'
import type { Tool } from './tool.ts'

const byScript = { how: 'yes', words: 'in a script of its own, with kubectl and curl' } as const

/** Kyverno's chainsaw: steps and assertions in YAML. */
export const chainsaw: Tool = {
  name: 'chainsaw',
  version: chainsawVersion,
  folder: 'chainsaw',
  takesManifests: true,
  waitsForPorts: false,
  says: {
    five: { how: 'yes', words: 'an assertion on the Job' },
    two: {
      how: 'part',
      words:
        'two are seen; that there were never three is computed afterwards, in a script, from times in whole seconds',
    },
    deadline: { how: 'yes', words: 'an assertion on the Job' },
    forbidden: byScript,
    proxy: byScript,
    cron: { how: 'yes', words: 'an assertion on a list of Jobs that is asked for again and again' },
  },
  get: chainsawProgram,
  command: (program, { folder }) => ({
    program,
    args: ['test', '--no-color', '--config', `${folder}/.chainsaw.yaml`, '--test-dir', folder],
  }),
  hears(line) {
    const [, claim = '', operation, result] =
      /\| (\w+)\s+\| claim\s+\| (\w+)\s+\| (END|ERROR)\b/.exec(line) ?? []
    if (!isBenchClaim(claim)) return undefined
    if (result === 'ERROR') return { claim, holds: false }
    return operation === 'TRY' ? { claim, holds: true } : undefined
  },
}
