import { lab } from '../../specs/api-objects/lab.ts'
import { defaultKubernetes } from '../../src/cluster/setup.ts'
import { chaos } from './chaos.ts'
import { main } from '../../src/commands/main.ts'
import { seeds, wholeNumber } from '../kit/whole-number.ts'

const help = `Usage: npm run trial -- chaos [OPTIONS]

Lets things go wrong on ephemeral clusters while the lab runs on them, two at a time: each verdict must be that of a quiet
run, or blocked for the true reason, and nothing must be left behind.

  --faults N              how many (default 60, for which it takes about 45 minutes)
  --seed S                of the plan: the same one gives the same kinds of fault at the same moments (default 1)
  --quick                 only in the short scenarios: none that are about the schedule of a CronJob
  --only TEXT             only kinds of fault whose name has this text in it, as in “killed”
  --kubernetes VERSION    the version to try it on (default ${defaultKubernetes})
  --help                  this text

Exit codes: 0 all was right, 1 something was wrong or left behind, 2 not all could be tried, 64 wrong usage.`

const config = {
  options: {
    faults: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    kubernetes: { type: 'string', default: defaultKubernetes },
  },
} as const

/** @param args the words after `npm run trial -- chaos` */
export const chaosCommand = (args: string[]): Promise<void> =>
  main(help, { ...config, args }, ({ values: { faults, seed, quick, only, kubernetes } }, signal) => {
    const options = {
      count: wholeNumber('--faults', faults, { least: 1, most: 10_000 }),
      seed: wholeNumber('--seed', seed, seeds),
      quick,
      only,
      kubernetes,
    }
    return chaos(lab, options, signal).then(({ exitCode }) => exitCode)
  })
