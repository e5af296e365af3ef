import { lab } from '../../specs/api-objects/lab.ts'
import { defaultKubernetes } from '../../src/cluster/setup.ts'
import { main } from '../../src/commands/main.ts'
import { soak } from './soak.ts'
import { wholeNumber } from '../kit/whole-number.ts'

const help = `Usage: npm run trial -- soak [OPTIONS]

Runs the whole lab over and over, at all moments of the two minutes of its schedule, some runs two at a time, a third of
them with all cores kept busy: no verdict must be wrong.

  --runs N                how many (default 20, for which it takes about 80 minutes)
  --kubernetes VERSION    the version to run (default ${defaultKubernetes})
  --help                  this text

Exit codes: 0 no verdict was wrong, 1 some were, or something was left behind, 2 not all could be run, 64 wrong usage.`

const config = {
  options: {
    runs: { type: 'string', default: '20' },
    kubernetes: { type: 'string', default: defaultKubernetes },
  },
} as const

/** @param args the words after `npm run trial -- soak` */
export const soakCommand = (args: string[]): Promise<void> =>
  main(help, { ...config, args }, async ({ values: { runs, kubernetes } }, signal) => {
    const count = wholeNumber('--runs', runs, { least: 1, most: 10_000 })
    const { exitCode } = await soak(lab, count, kubernetes, signal)
    return exitCode
  })
