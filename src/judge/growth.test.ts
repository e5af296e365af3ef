import { describe, expect, test } from 'vitest'
import { lab } from '../../specs/api-objects/lab.ts'
import type { Claim } from '../lab/claim.ts'
import { claimsOf, scenariosOf } from '../lab/lab.ts'
import { isAtLength } from '../../testing/at-length.ts'
import { afterOthers, lasting } from '../../testing/longer-trace.ts'
import { readsDuring } from '../../testing/reads-during.ts'
import { recordedEvents } from '../../testing/traces.ts'
import type { TraceEvent } from '../trace/event.ts'
import { judgeAllRecorded } from './judge.ts'

const recorded = await recordedEvents('v1.37.2')
const claims = claimsOf(lab)
/** Each claim so many times, under other ids. */
const times = (count: number): Claim[] =>
  Array.from({ length: count }, (_, place) =>
    claims.map((claim): Claim => ({ ...claim, id: `${claim.id}-${place}` })),
  ).flat()

/** What it costs to judge some claims: how often anything in the events is read. */
const cost = (some: readonly Claim[], events: readonly TraceEvent[]) =>
  readsDuring(events, (watched) => judgeAllRecorded(some, watched))

/** How much more of the same costs, where the first is paid already: 1 where it costs the same again, 0 where it costs nothing. */
function growth(costOf: (size: number) => number, size: number): number {
  const [none, once, twice] = [costOf(0), costOf(size), costOf(2 * size)]
  return (twice - once) / Math.max(1, once - none)
}

test('a longer trace is judged as the recorded run, where that is a part of it', () => {
  const verdicts = (events: readonly TraceEvent[]) =>
    judgeAllRecorded(claims, events).map(({ id, verdict, at }) => [id, verdict, at])
  expect(verdicts(afterOthers(recorded, 2))).toEqual(verdicts(recorded))
})

describe('the cost of judging grows no faster than', () => {
  test('the number of claims', () => {
    expect(growth((size) => cost(times(1 + size), recorded), 2)).toBeLessThan(1.001)
  })

  test('the number of events, where other scenarios are worked through', () => {
    expect(growth((size) => cost(claims, afterOthers(recorded, size)), 2)).toBeLessThan(1.001)
  })

  test.each(scenariosOf(lab))('the number of events, where $name lasts longer', ({ name }) => {
    const some = isAtLength ? claims : claims.filter(({ in: scenario }) => scenario.name === name)
    const ofMore = (size: number) => cost(some, lasting(recorded, name, recorded.length + size))
    expect(growth(ofMore, isAtLength ? 3000 : 1000)).toBeLessThan(1.05)
  })
})

test('an event costs the same, however many claims look at something else', () => {
  const others = afterOthers(recorded, 2)
  const ofOthers = (some: readonly Claim[]) => cost(some, others) - cost(some, recorded)
  expect(ofOthers(times(2))).toBe(ofOthers(claims))
})
