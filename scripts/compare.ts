import { lab } from '../specs/api-objects/lab.ts'
import { compare, learn } from '../src/commands/compare.ts'
import { main } from '../src/commands/main.ts'
import { UsageError } from '../src/errors.ts'

const help = `Usage: npm run compare -- A B [--reports FOLDER], or npm run compare -- --learn TRACE TRACE...

Compares what a student saw in two runs: what came back from each line, by row and column, path, field and line, how it
ended, and how objects went through their states. A and B are traces, or versions (v1.33): on one of which no run is
recorded the lab is worked through first. Each change has an owner: a drift that is recorded, a claim that allows for
it, or it is accepted in specs/api-objects/accepted.ts.

  --learn             learn what runs of one version differ in, which says nothing, and add it to specs/api-objects/noise.yaml
  --reports FOLDER    write compare-A-B.html, .md and .json there (default reports)
  --help              this text

Exit codes: 0 each change has an owner, 1 some have none, 2 not all could be compared or the machine
may have made a change, 64 wrong usage.`

const config = {
  options: { learn: { type: 'boolean', default: false }, reports: { type: 'string' } },
  allowPositionals: true,
} as const

await main(help, config, async ({ values, positionals }, signal) => {
  if (values.learn) return await learn(lab, positionals, signal)
  const [one, other, ...more] = positionals
  if (one === undefined || other === undefined || more.length > 0)
    throw new UsageError(`expected two traces or versions to compare, found ${positionals.length}`)
  return await compare(lab, [one, other], signal, values.reports)
})
