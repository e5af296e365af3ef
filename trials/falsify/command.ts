import { lab } from '../../specs/api-objects/lab.ts'
import { defaultKubernetes } from '../../src/cluster/setup.ts'
import { falsify } from './falsify.ts'
import { main } from '../../src/commands/main.ts'

const help = `Usage: npm run trial -- falsify [OPTIONS]

Tries on an ephemeral cluster whether every claim turns red when the world is changed as its counterexamples say.

  --kubernetes VERSION    the version to try it on (default ${defaultKubernetes})
  --help                  this text

Exit codes: 0 all were noticed for their reason, 1 some were not, 2 some could not be tried, 64 wrong usage.`

const config = { options: { kubernetes: { type: 'string', default: defaultKubernetes } } } as const

/** @param args the words after `npm run trial -- falsify` */
export const falsifyCommand = (args: string[]): Promise<void> =>
  main(help, { ...config, args }, ({ values: { kubernetes } }, signal) =>
    falsify(lab, { kubernetes }, signal),
  )
