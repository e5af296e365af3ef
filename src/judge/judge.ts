import type { Claim } from '../lab/claim.ts'
import type { TraceEvent } from '../trace/event.ts'
import type { Judgement } from './judgement.ts'
import { Judging, type Judged } from './judging.ts'

export type { Judgement } from './judgement.ts'

/**
 * Judges some claims on a trace, finished or still growing, each answered as soon as its answer can no longer change. The
 * trace is read once, and no further than is needed. A trace that ends too soon leaves claims blocked.
 * @param options whether a disagreement on a machine that was not well is none: not where one is called for
 * @returns what becomes of each claim, in their order
 */
export function judgeAll(
  claims: readonly Claim[],
  trace: AsyncIterable<TraceEvent>,
  options: { doubts: boolean } = { doubts: true },
): Promise<Judgement>[] {
  const answers = claims.map(() => Promise.withResolvers<Judgement>())
  const settle = (judged: readonly Judged[]) => {
    for (const { place, judgement } of judged) answers[place]?.resolve(judgement)
  }
  const follow = async () => {
    const judging = new Judging(claims, options)
    for await (const event of trace) {
      settle(judging.take(event))
      if (judging.isDone) return
    }
    settle(judging.rest())
  }
  follow().catch((error: Error) => {
    for (const { reject } of answers) reject(error)
  })
  return answers.map(({ promise }) => {
    // Who asks for a claim later hears of it then.
    promise.catch(() => {})
    return promise
  })
}

/** Judges one claim on a trace, as {@link judgeAll} does. */
export async function judge(
  claim: Claim,
  trace: AsyncIterable<TraceEvent>,
  options?: { doubts: boolean },
): Promise<Judgement> {
  const [judgement] = await Promise.all(judgeAll([claim], trace, options))
  if (!judgement) throw new TypeError('expected a judgement of the claim, found none')
  return judgement
}

/** Judges some claims on a trace that is all there, as {@link judgeAll} does. @returns the judgements, in their order */
export function judgeAllRecorded(claims: readonly Claim[], events: Iterable<TraceEvent>): Judgement[] {
  const judging = new Judging(claims, { doubts: true })
  const judged: Judged[] = []
  for (const event of events) {
    judged.push(...judging.take(event))
    if (judging.isDone) break
  }
  judged.push(...judging.rest())
  return judged.toSorted((a, b) => a.place - b.place).map(({ judgement }) => judgement)
}

/** Judges one claim on a trace that is all there, as {@link judgeAll} does. */
export function judgeRecorded(claim: Claim, events: Iterable<TraceEvent>): Judgement {
  const [judgement] = judgeAllRecorded([claim], events)
  if (!judgement) throw new TypeError('expected a judgement of the claim, found none')
  return judgement
}
