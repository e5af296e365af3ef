import { join } from 'node:path'
import { withGoFolder } from '../../src/node-image/go-folder.ts'
import { programs } from '../../src/node-image/programs.ts'
import { isBenchClaim } from './bench-claim.ts'
import type { Tool } from './tool.ts'

const version = 'v0.25.0'
const byCommand = { how: 'yes', words: 'in a command of its own, with kubectl and curl' } as const

/** Kudo's kuttl: numbered files of YAML with what to apply and what to find. */
export const kuttl: Tool = {
  name: 'kuttl',
  version,
  folder: 'kuttl',
  takesManifests: true,
  waitsForPorts: false,
  says: {
    five: { how: 'yes', words: 'expressions about the Job' },
    two: {
      how: 'part',
      words:
        'two are seen; that there were never three is computed afterwards, in a command, from times in whole seconds',
    },
    deadline: { how: 'yes', words: 'expressions about the Job' },
    forbidden: byCommand,
    proxy: byCommand,
    cron: {
      how: 'yes',
      words: 'in a command that is tried again and again: an expression needs the names of the Jobs',
    },
  },
  async get(progress, signal) {
    const module = { module: 'github.com/kudobuilder/kuttl', version, packages: ['cmd/kubectl-kuttl'] }
    const folder = await withGoFolder('kuttl', (goFolder) => programs(module, progress, { goFolder, signal }))
    return join(folder, 'kubectl-kuttl')
  },
  command: (program, { folder }) => ({
    program,
    args: ['test', '--config', `${folder}/kuttl-test.yaml`],
  }),
  hears(line) {
    // A command that fails is told with the test only, when all is over.
    const [, failed = ''] = /--- FAIL: kuttl\/harness\/(\w+)/.exec(line) ?? []
    if (isBenchClaim(failed)) return { claim: failed, holds: false }
    const [, claim = '', rest = ''] = /\| (\w+)(?:\/\d+-\S*)? \| (.*)$/.exec(line) ?? []
    if (!isBenchClaim(claim)) return undefined
    if (rest.startsWith('test step failed')) return { claim, holds: false }
    // What it says after the last step.
    return rest === 'skipping kubernetes event logging' ? { claim, holds: true } : undefined
  },
}
