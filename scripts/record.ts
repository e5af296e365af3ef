import { join } from 'node:path'
import { lab } from '../specs/api-objects/lab.ts'
import { UsageError } from '../src/errors.ts'
import { main } from '../src/commands/main.ts'
import { record } from '../src/commands/record.ts'

const help = `Usage: scripts/setup record.ts TRACE [FOLDER]

Adds the trace of a run to those in traces/api-objects/, or to FOLDER, without what no claim and no report reads: judged again it gives
the same report. It is named by the version of the server, and by that of kubectl where it is another.

Exit codes: 0 kept, 2 it is not whole or its report would be another, 64 wrong usage.`

await main(help, { allowPositionals: true }, async ({ positionals }) => {
  const [path, folder = join(import.meta.dirname, '../traces/api-objects'), ...more] = positionals
  if (path === undefined || more.length > 0) throw new UsageError('expected one trace file')
  await record(lab, path, folder)
  return 0
})
