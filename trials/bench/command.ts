import { lab as ours } from './authors/kubelab/lab.ts'
import { lab } from '../../specs/api-objects/lab.ts'
import { defaultKubernetes } from '../../src/cluster/setup.ts'
import { bench } from './bench.ts'
import { main } from '../../src/commands/main.ts'
import { wholeNumber } from '../kit/whole-number.ts'

const help = `Usage: npm run trial -- bench [OPTIONS]

Measures this suite beside chainsaw, kuttl and a plain script, on one cluster, with the same claims; and tries which
counterexamples of the lab each of them notices. What is missing is compiled first.

  --runs N                how often each is measured (default 3)
  --kubernetes VERSION    the version to run (default ${defaultKubernetes})
  --quick                 leave out what waits for a CronJob
  --help                  this text

Exit codes: 0 all goals are met, 1 one is missed, 2 not all could be measured, 64 wrong usage.`

const config = {
  options: {
    runs: { type: 'string', default: '3' },
    kubernetes: { type: 'string', default: defaultKubernetes },
    quick: { type: 'boolean', default: false },
  },
} as const

/** @param args the words after `npm run trial -- bench` */
export const benchCommand = (args: string[]): Promise<void> =>
  main(help, { ...config, args }, ({ values: { runs, kubernetes, quick } }, signal) =>
    bench(
      lab,
      ours,
      { runs: wholeNumber('--runs', runs, { least: 1, most: 100 }), kubernetes, quick },
      signal,
    ),
  )
