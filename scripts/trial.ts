import { main } from '../src/commands/main.ts'
import { UsageError } from '../src/errors.ts'

/** What puts the suite on trial, each by its name. */
const trials: Readonly<Record<string, (args: string[]) => Promise<void>>> = {
  falsify: async (args) => (await import('../trials/falsify/command.ts')).falsifyCommand(args),
  soak: async (args) => (await import('../trials/soak/command.ts')).soakCommand(args),
  chaos: async (args) => (await import('../trials/chaos/command.ts')).chaosCommand(args),
  fuzz: async (args) => (await import('../trials/fuzz/command.ts')).fuzzCommand(args),
  retype: async (args) => (await import('../trials/retype/command.ts')).retypeCommand(args),
  bench: async (args) => (await import('../trials/bench/command.ts')).benchCommand(args),
}

const help = `Usage: npm run trial -- TRIAL [OPTIONS]

Puts the suite itself on trial.

  falsify    does every claim turn red when the world is changed?
  soak       is a verdict ever wrong, whenever a run begins and however busy the machine is?
  chaos      is one ever wrong when components die, connections break, or the node stands still?
  fuzz       does the suite answer, or say what is wrong, whatever file or word it is given?
  retype     does lab.md come back, typed line by line on a new cluster?
  bench      what does it take and notice, beside chainsaw, kuttl and a plain script?

  --help     this text; after the name of a trial, that of the trial

Exit codes: those of the trial, 64 wrong usage.`

const [name = '', ...args] = process.argv.slice(2)
const trial = Object.hasOwn(trials, name) ? trials[name] : undefined
if (trial) await trial(args)
else
  await main(help, { allowPositionals: true }, async ({ positionals: [found = 'none'] }) => {
    throw new UsageError(`Expected a trial (${Object.keys(trials).join(', ')}), found ${found}.`)
  })
