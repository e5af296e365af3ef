import { join } from 'node:path'
import { execa } from 'execa'
import type { Lab } from '../../src/lab/lab.ts'
import { typedLines, type CommandLine } from './command-line.ts'
import { judgedLine, type Ended } from './ended.ts'
import type { InputKind } from './input-kind.ts'
import type { CaseOutcome } from './outcome.ts'
import { lacking } from '../../testing/said.ts'
import { nothingToBeginWith, program } from './script.ts'
import { writeTrace, type TraceFile } from './trace-file.ts'
import { traceFiles } from './trace-files.ts'

/** Command lines, each in a process of its own. */
export const processes: InputKind<CommandLine> = {
  name: 'processes: command lines',
  share: 1,
  secondsAtMost: 120,
  inputs: typedLines,
  feed: async ({ script, words }, folder) => judgedLine(words, await ran(script, words, folder)),
}

/** Trace files that `npm run replay` is given, each in a process of its own. */
export function replays(lab: Lab): InputKind<TraceFile> {
  return {
    ...traceFiles(lab),
    name: 'processes: replay',
    share: 0.5,
    secondsAtMost: 120,
    feed: async (input, folder) => {
      const path = await writeTrace(lab, input, folder)
      const words = input.reports ? [path, '--reports', join(folder, 'reports')] : [path]
      return judgedReplay(await ran('replay', words, folder), path)
    },
  }
}

/** What a replay should have done: a disagreement is one only where the verdict says so. */
function judgedReplay(ended: Ended, path: string): CaseOutcome {
  const { code, stdout, stderr } = ended
  const isDone = /^\d+ claims: /m.test(stdout)
  if (!isDone) {
    const { result, text } = judgedLine([path], ended)
    if (result !== 'refused') return { result: result === 'valid' ? 'wrong' : result, text }
    const lacks = lacking(stderr, path)
    return lacks === undefined ? { result, text } : { result: 'unhelpful', text: `${lacks}\n${text}` }
  }
  const [counts = ''] = /^\d+ claims: .*/m.exec(stdout) ?? []
  const disagrees = /new drift|healed/.test(counts)
  const isRight = disagrees ? code === 1 : code === 2 || (code === 0 && !counts.includes('blocked'))
  return stderr === '' && isRight
    ? { result: 'valid', text: stdout }
    : { result: 'wrong', text: `exit code ${code}\n${stdout}${stderr}` }
}

async function ran(script: string, words: readonly string[], folder: string): Promise<Ended> {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [program, script, ...words], {
    env: nothingToBeginWith(folder),
    reject: false,
    stripFinalNewline: false,
  })
  return { code: exitCode ?? Number.NaN, stdout, stderr }
}
