import { lab } from '../../specs/api-objects/lab.ts'
import { main } from '../../src/commands/main.ts'
import { retype } from './retype.ts'
import { UsageError } from '../../src/errors.ts'

const help = `Usage: npm run trial -- retype TRACE|VERSION

Types what lab.md of a recorded run prints, line by line, into a shell on a new cluster of the same version, and says
where something else comes back, apart from what differs in each run. A line that only looks is typed until it shows
what is printed, for seven minutes at most.

  --help    this text

Exit codes: 0 all came back as it is printed, 1 something did not, 2 not all could be typed, 64 wrong usage.`

const config = { options: {}, allowPositionals: true } as const

/** @param args the words after `npm run trial -- retype` */
export const retypeCommand = (args: string[]): Promise<void> =>
  main(help, { ...config, args }, async ({ positionals: [name, ...more] }, signal) => {
    if (name === undefined || more.length > 0)
      throw new UsageError('expected one trace or version of which a run is recorded')
    return await retype(lab, name, signal)
  })
