import { describe, inject, test } from 'vitest'
import { claimsOfSection, type Lab } from '../lab/lab.ts'
import { conjunctsInWords } from '../property/words.ts'
import { Trace } from '../trace/trace.ts'
import { judge, type Judgement } from './judge.ts'
import { countsAs } from './verdict.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the module that exports the lab. */
    lab: string
    /** Path of the trace to judge. */
    trace: string
  }
  interface TaskMeta {
    judgement?: Judgement
  }
}

const { lab } = (await import(inject('lab'))) as { lab: Lab }
const trace = new Trace(inject('trace'))

describe.each(lab.sections)('$title', (section) => {
  test.for(claimsOfSection(section))('$id  $says', async (claim, { task, skip }) => {
    const judgement = await judge(claim, trace)
    task.meta.judgement = judgement
    const counts = countsAs[judgement.verdict]
    if (counts === 'skip') skip(judgement.reason)
    if (counts !== 'pass') throw new Error(disagreement(judgement))
  })
})

/** What a reader of vitest's own output needs to know. */
function disagreement({ verdict, reason, conjuncts }: Judgement): string {
  return [`${verdict}${reason === undefined ? '' : `: ${reason}`}`, ...conjunctsInWords(conjuncts)].join('\n')
}
