import { lab } from '../specs/api-objects/lab.ts'
import { UsageError } from '../src/errors.ts'
import { main } from '../src/commands/main.ts'
import { replay } from '../src/commands/replay.ts'

const help = `Usage: npm run replay -- FILE [--reports FOLDER]

Judges every claim on a recorded trace (reports/<version>/trace.ndjson); no cluster is needed.

  --reports FOLDER    write the reports there

Exit codes: as npm run verify.`

const config = { options: { reports: { type: 'string' } }, allowPositionals: true } as const

await main(help, config, async ({ values, positionals }, signal) => {
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0)
    throw new UsageError(`expected one trace file, found ${positionals.length}`)
  return await replay(lab, file, signal, values.reports)
})
