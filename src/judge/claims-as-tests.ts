import { inject, test } from 'vitest'
import { onClaim, type Claim } from '../lab/claim.ts'
import { Trace } from '../trace/trace.ts'
import { judge, type Judgement } from './judge.ts'
import { countsAs } from './verdict.ts'

/** What is known of a claim after it was judged: the data of the reports. */
export interface JudgedClaim extends Pick<Claim, 'id' | 'step' | 'says'> {
  scenario: string
  judgement: Omit<Judgement, 'drift'> & { drift?: Omit<NonNullable<Judgement['drift']>, 'now'> }
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the trace to judge. */
    trace: string
  }
  interface TaskMeta {
    claim?: JudgedClaim
  }
}

const traces = new Map<string, Trace>()

function sharedTrace(path: string): Trace {
  const trace = traces.get(path) ?? new Trace(path)
  traces.set(path, trace)
  return trace
}

onClaim((claim) => {
  test(`${claim.id}  ${claim.says}`, async ({ task, skip }) => {
    const judgement = await judge(claim, sharedTrace(inject('trace')))
    task.meta.claim = judged(claim, judgement)
    const counts = countsAs[judgement.verdict]
    if (counts === 'skip') skip(judgement.reason)
    if (counts !== 'pass') throw new Error(`${judgement.verdict}: expected ${judgement.expected}`)
  })
})

function judged({ id, step, says, in: { name } }: Claim, { drift, ...judgement }: Judgement): JudgedClaim {
  if (!drift) return { id, step, says, scenario: name, judgement }
  const { now: _, ...recorded } = drift
  return { id, step, says, scenario: name, judgement: { ...judgement, drift: recorded } }
}
