import { describe, inject, test } from 'vitest'
import { claimsOf, claimsOfSection, type Lab } from '../lab/lab.ts'
import { newestTrace } from '../lab/recorded-traces.ts'
import { reasonInWords } from '../property/reason-words.ts'
import { conjunctsInWords } from '../property/words.ts'
import { Trace } from '../trace/trace.ts'
import { judgeAll, type Judgement } from './judge.ts'
import { countsAs } from './verdict.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the module that exports the lab. */
    lab: string
    /** Path of the trace to judge; without it the newest recorded run of the lab is judged. */
    trace: string | undefined
  }
  interface TaskMeta {
    judgement?: Judgement
  }
}

const { lab } = (await import(inject('lab'))) as { lab: Lab }
const trace = new Trace(inject('trace') ?? newestTrace(lab))
const claims = claimsOf(lab)
const judgements = new Map(judgeAll(claims, trace).map((judgement, place) => [claims[place]?.id, judgement]))

describe.each(lab.sections)('$title', (section) => {
  test.for(claimsOfSection(section))('$id  $says', async ({ id }, { task, skip }) => {
    const judgement = await judgements.get(id)
    if (!judgement) throw new TypeError(`expected a judgement of ${id}, found none`)
    task.meta.judgement = judgement
    const counts = countsAs[judgement.verdict]
    if (counts === 'skip') skip(judgement.reason && reasonInWords(judgement.reason))
    if (counts !== 'pass') throw new Error(disagreement(judgement))
  })
})

/** What a reader of vitest's own output needs to know. */
function disagreement({ verdict, reason, conjuncts }: Judgement): string {
  return [
    `${verdict}${reason === undefined ? '' : `: ${reasonInWords(reason)}`}`,
    ...conjunctsInWords(conjuncts),
  ].join('\n')
}
