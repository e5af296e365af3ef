import { lab } from '../specs/api-objects/lab.ts'
import { main } from '../src/commands/main.ts'
import { proofread } from '../src/commands/proofread.ts'
import { UsageError } from '../src/errors.ts'

const help = `Usage: npm run proofread -- FILE [--against VERSION|TRACE] [--reports FOLDER]

Checks a text of the lab against a real cluster: what it types is matched with what the student types, and each printed
place (a cell, a field, a line, a value) with what came back. FILE is Markdown, HTML, or plain text as it comes from a page
or a PDF. What can't be matched is listed and never guessed; names, ages and addresses may be others.

  --against NAME      a trace, or a version (v1.33): where no run on it is recorded the lab is worked through first; by
                      default the newest that is recorded
  --reports FOLDER    write proofread.html and .md there, and proofread.patch, which git apply takes in the folder of
                      FILE: Markdown or plain text with what the cluster shows (default reports)
  --help              this text

Exit codes: 0 nothing is stale, 1 something is, 2 too little could be matched, 64 wrong usage.`

const config = {
  options: { against: { type: 'string' }, reports: { type: 'string' } },
  allowPositionals: true,
} as const

await main(help, config, async ({ values, positionals }, signal) => {
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0)
    throw new UsageError(`expected one text to proofread, found ${positionals.length}`)
  return await proofread(lab, file, values, signal)
})
