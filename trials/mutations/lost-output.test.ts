import { expect, test } from 'vitest'
import { countsAs } from '../../src/judge/verdict.ts'
import { claimsOf } from '../../src/lab/lab.ts'
import { describeRecordedLabs, inLines, lockedOf } from '../../testing/labs.ts'
import { recounted } from '../../testing/recounted.ts'
import { judgeAllOn, judgeOn } from '../../testing/traces.ts'
import type { TraceEvent } from '../../src/trace/event.ts'

describeRecordedLabs(async ({ lab, events: newest }) => {
  const events = recounted(newest)
  const judged = async (changed: readonly TraceEvent[]) => await judgeAllOn(claimsOf(lab), changed)
  const asRecorded = await judged(events)

  test('a run that has all that was printed is judged as it was', () => {
    expect(asRecorded.map(({ verdict }) => countsAs[verdict])).toEqual(asRecorded.map(() => 'pass'))
  })

  test('where all that was printed is lost nobody blames Kubernetes', async () => {
    const lost = await judged(events.filter(({ type }) => type !== 'output'))
    expect(lost.filter(({ verdict }) => countsAs[verdict] === 'fail')).toEqual([])
  })

  /** Outputs that a claim was decided on, each with half of it lost. */
  const halves = claimsOf(lab).flatMap((claim, place) => {
    const sources = asRecorded[place]?.conjuncts.flatMap(({ look }) => look?.sources ?? []) ?? []
    const outputs = events.filter(
      (event) =>
        event.type === 'output' &&
        sources.some(
          (source) =>
            source.type === 'command' && source.command === event.command && source.part === event.stream,
        ),
    )
    return outputs.map((output) => ({
      claim,
      left: events.map((event) =>
        event === output && event.type === 'output'
          ? { ...event, text: event.text.slice(0, event.text.length / 2) }
          : event,
      ),
    }))
  })

  test('where half of what decided it is lost a claim is blocked, and says so', async () => {
    const others = new Set<string>()
    for (const { claim, left } of halves) {
      const { verdict, reason } = await judgeOn(claim, left)
      expect(countsAs[verdict], claim.id).not.toBe('fail')
      if (verdict !== 'blocked' || reason?.kind !== 'output lost') others.add(`${claim.id}: ${verdict}`)
    }
    // These are certain by a part of what the screen shows, before the terminal ends.
    await expect(inLines([...others])).toMatchFileSnapshot(lockedOf(lab, 'certain-by-half-of-an-answer'))
  })
})
