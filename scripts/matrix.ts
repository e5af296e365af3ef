import { lab } from '../specs/api-objects/lab.ts'
import { UsageError } from '../src/errors.ts'
import { main } from '../src/commands/main.ts'
import { sideBySide, supportsOf } from '../src/commands/matrix.ts'

const help = `Usage: npm run matrix -- VERSION|TRACE... [OPTIONS]

Puts versions of Kubernetes side by side: claims × versions, since when each change is there, and errata. Runs the lab on
each version that is named; a trace stands for a run. A version that can't be had is a blocked column.

  --supports FROM..TO    the versions that the course supports, as in v1.33..v1.37: the errata are for them (default all)
  --traces FOLDER        run nothing: take the trace of each version from FOLDER/VERSION.ndjson, or .ndjson.gz
  --reports FOLDER       write there (default reports): matrix.html, matrix.md, matrix.json, and a folder a version
  --help                 this text

A version that must be compiled takes up to 14 GB of disk meanwhile, of which 3 GB stay.

Exit codes: 0 as recorded, 1 the lab and Kubernetes disagree in a new way, or a change came at another time than is recorded,
2 not all could be judged, 64 wrong usage.`

const config = {
  options: {
    supports: { type: 'string' },
    traces: { type: 'string' },
    reports: { type: 'string' },
  },
  allowPositionals: true,
} as const

await main(help, config, async ({ values, positionals: names }, signal) => {
  if (names.length === 0) throw new UsageError('expected versions or traces, found none')
  const { supports, traces, reports } = values
  const range = supports === undefined ? undefined : supportsOf(supports)
  return await sideBySide(lab, { names, traces, reports, supports: range }, signal)
})
