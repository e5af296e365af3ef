import { lab } from '../../specs/api-objects/lab.ts'
import { feedAgain, fuzz } from './fuzz.ts'
import { main } from '../../src/commands/main.ts'
import { seeds, wholeNumber } from '../kit/whole-number.ts'

const help = `Usage: npm run trial -- fuzz [OPTIONS]

Feeds trace files, manifests, kubeconfigs, versions and command lines that nobody would write to the code that users reach:
each must be valid, or refused with words that say what was expected where, and what to do. No cluster is needed.

  --cases N      how many (default 20000, for which it takes about two minutes)
  --seed S       the same one gives the same cases (default 1)
  --only TEXT    only kinds of input whose name has this text in it, as in “trace”
  --case FILE    feed one case again: reports/fuzz/fault-1.json
  --help         this text

Exit codes: 0 all were valid or refused, 1 some were not, 64 wrong usage.`

const config = {
  options: {
    cases: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    case: { type: 'string' },
  },
} as const

/** @param args the words after `npm run trial -- fuzz` */
export const fuzzCommand = (args: string[]): Promise<void> =>
  main(help, { ...config, args }, async ({ values: { cases, seed, only, case: file } }, signal) => {
    if (file !== undefined) return await feedAgain(lab, file, signal)
    const count = wholeNumber('--cases', cases, { least: 1, most: 10_000_000 })
    return await fuzz(lab, { cases: count, seed: wholeNumber('--seed', seed, seeds), only }, signal)
  })
