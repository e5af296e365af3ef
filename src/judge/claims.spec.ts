import { describe, inject, test } from 'vitest'
import { chosenLab } from '../lab/chosen-lab.ts'
import { findLab } from '../lab/find-lab.ts'
import { labNames } from '../lab/lab-names.ts'
import { labOfTrace } from '../lab/lab-of-trace.ts'
import { claimsOf, claimsOfSection } from '../lab/lab.ts'
import { requireOwn } from '../lab/own-events.ts'
import { oldestAndNewest } from '../lab/recorded-traces.ts'
import { reasonInWords } from '../property/reason-words.ts'
import { conjunctsInWords } from '../property/words.ts'
import { Trace } from '../trace/trace.ts'
import { judgeAll, type Judgement } from './judge.ts'
import { countsAs } from './verdict.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the folder with the labs. */
    labs: string
    /** Name of the lab to judge, or path of its folder; without it that of the trace is judged, or all. */
    lab: string | undefined
    /** Path of the trace to judge; without it the newest recorded run of each lab is judged. */
    trace: string | undefined
  }
  interface TaskMeta {
    judgement?: Judgement
  }
}

const [home, named, given] = [inject('labs'), inject('lab'), inject('trace')]
const labs =
  named === undefined && given === undefined
    ? await Promise.all(labNames(home).map((name) => findLab(name, home)))
    : [await chosenLab(named, given === undefined ? [] : [given], home)]

const subjects = labs.map((lab) => ({ lab, path: given ?? oldestAndNewest(lab).at(-1)?.path }))

test.for(subjects.filter(({ path }) => path === undefined))('$lab.title', ({ lab }, { skip }) => {
  skip(`no run is recorded yet: scripts/setup record TRACE --lab ${lab.name}`)
})

const recorded = subjects.flatMap(({ lab, path }) => (path === undefined ? [] : [{ lab, path }]))
describe.each(recorded)('$lab.title', ({ lab, path }) => {
  const claims = claimsOf(lab)
  const judge = async () => {
    requireOwn(lab, await labOfTrace(path), path)
    return judgeAll(claims, new Trace(path))
  }
  let judging: ReturnType<typeof judge> | undefined
  describe.each(lab.sections)('$title', (section) => {
    test.for(claimsOfSection(section))('$id  $says', async ({ id }, { task, skip }) => {
      const judgements = await (judging ??= judge())
      const judgement = await judgements[claims.findIndex((claim) => claim.id === id)]
      if (!judgement) throw new TypeError(`expected a judgement of ${id}, found none`)
      task.meta.judgement = judgement
      const counts = countsAs[judgement.verdict]
      if (counts === 'skip') skip(judgement.reason && reasonInWords(judgement.reason))
      if (counts !== 'pass') throw new Error(disagreement(judgement))
    })
  })
})

/** What a reader of vitest's own output needs to know. */
function disagreement({ verdict, reason, conjuncts }: Judgement): string {
  return [
    `${verdict}${reason === undefined ? '' : `: ${reasonInWords(reason)}`}`,
    ...conjunctsInWords(conjuncts),
  ].join('\n')
}
