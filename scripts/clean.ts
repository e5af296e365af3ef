import { clean } from '../src/commands/clean.ts'
import { main } from '../src/commands/main.ts'

const help = `Usage: npm run clean [-- --dry-run]

Removes what the suite has put on this machine: the cache, and in the container engines images, volumes, the network of
kind and clusters that were left behind. What a container still uses stays. What was done to the machine itself, such as
packages that were installed, is named with the command that undoes it. While a run is going on nothing is removed.

  --dry-run    only say what would be removed
  --help       this text

Exit codes: 0 done, 2 a run is going on, or something could not be removed, 64 wrong usage.`

const config = { options: { 'dry-run': { type: 'boolean', default: false } } } as const

await main(help, config, ({ values }, signal) => clean({ dryRun: values['dry-run'] }, signal))
