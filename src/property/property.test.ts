import { undecidedInWords } from './reason-words.ts'
import { describe, expect, test } from 'vitest'
import { World } from '../trace/world.ts'
import type { TraceEvent } from '../trace/event.ts'
import { above, atLeast, between, each, is } from './matcher.ts'
import { Observation, same, time } from './observation.ts'
import { always, atFirst, atLast, comesTrue, constant, eventually, never, type Property } from './property.ts'

const number = time.map('the number', (now) => (now === 0 ? undefined : now))
const isFive = number.map('it is five', (now) => now === 5)

/** The answers after each moment, then after the end; the moments are what is seen at them, 0 being nothing. */
function answers(property: Property, ...moments: number[]): string[] {
  const monitor = property.start()
  const world = new World('test')
  const seen = moments.map((moment) => {
    world.moment = moment
    monitor.step(world)
    return monitor.answer
  })
  monitor.close(world)
  return [...seen, monitor.answer]
}

describe('eventually', () => {
  test('holds from the first match on', () => {
    expect(answers(eventually(number, is(2)), 1, 2, 3)).toEqual(['open', 'holds', 'holds', 'holds'])
  })
  test('fails at the end, not before', () => {
    expect(answers(eventually(number, is(4)), 1, 2)).toEqual(['open', 'open', 'fails'])
  })
  test('stays open when there was nothing to see', () => {
    expect(answers(eventually(number, is(4)), 0, 0)).toEqual(['open', 'open', 'open'])
  })
})

describe('always and never', () => {
  test('always holds at the end, not before', () => {
    expect(answers(always(number, atLeast(1)), 1, 2)).toEqual(['open', 'open', 'holds'])
  })
  test('always fails at the first look that does not match', () => {
    expect(answers(always(number, is(1)), 1, 2, 1)).toEqual(['open', 'fails', 'fails', 'fails'])
  })
  test('never fails as soon as it is seen', () => {
    expect(answers(never(number, above(2)), 1, 3, 1)).toEqual(['open', 'fails', 'fails', 'fails'])
  })
  test('silence proves nothing', () => {
    expect(answers(never(number, above(2)), 0)).toEqual(['open', 'open'])
  })
})

test('at first the first look decides', () => {
  expect(answers(atFirst(number, is(1)), 0, 1, 2)).toEqual(['open', 'holds', 'holds', 'holds'])
  expect(answers(atFirst(number, is(2)), 1, 2)).toEqual(['fails', 'fails', 'fails'])
})

test('at last the last look decides', () => {
  expect(answers(atLast(number, is(2)), 2, 1)).toEqual(['open', 'open', 'fails'])
  expect(answers(atLast(number, is(2)), 1, 2)).toEqual(['open', 'open', 'holds'])
})

test('constant is broken by the first change', () => {
  expect(answers(constant(number), 3, 3)).toEqual(['open', 'open', 'holds'])
  expect(answers(constant(number), 3, 4)).toEqual(['open', 'fails', 'fails'])
  expect(answers(constant(number), 0)).toEqual(['open', 'open'])
})

test('and waits for both, or for the first that fails', () => {
  const both = comesTrue(isFive).and(never(number, above(6)))
  expect(answers(both, 5, 6)).toEqual(['open', 'open', 'holds'])
  expect(answers(both, 5, 7)).toEqual(['open', 'fails', 'fails'])
})

describe('a window', () => {
  test('until closes before the moment that closes it', () => {
    expect(answers(always(number, is(1)).until(isFive), 1, 5, 9)).toEqual(['open', 'holds', 'holds', 'holds'])
  })
  test('from opens with the moment that opens it', () => {
    expect(answers(always(number, atLeast(5)).from(isFive), 1, 5, 6)).toEqual([
      'open',
      'open',
      'open',
      'holds',
    ])
  })
  test('one that never opens decides nothing', () => {
    expect(answers(always(number, atLeast(5)).from(isFive), 1, 2)).toEqual(['open', 'open', 'open'])
  })
})

/** What became of each conjunct when the moments are over. */
function conjuncts(property: Property, ...moments: number[]) {
  const monitor = property.start()
  const world = new World('test')
  for (const now of moments) {
    world.moment = now
    monitor.step(world)
  }
  return monitor.conjuncts
}

test('each conjunct has its statement, its answer and the look that decided it', () => {
  const property = eventually(number, is(2)).and(never(number, above(2)).until(isFive))
  expect(conjuncts(property, 1, 2, 3)).toEqual([
    {
      what: 'the number',
      when: 'at some moment',
      expected: '2',
      answer: 'holds',
      look: { at: 2, found: 2, sources: [] },
    },
    {
      what: 'the number',
      when: 'at no moment',
      expected: 'above 2',
      until: 'it is five',
      answer: 'fails',
      look: { at: 3, found: 3, sources: [] },
    },
  ])
})

test('a window that has closed does not open again', () => {
  const isOdd = number.map('it is odd', (now) => now % 2 === 1)
  expect(answers(always(number, atLeast(2)).until(isOdd), 2, 3, 4, 0)).toEqual([
    'open',
    'holds',
    'holds',
    'holds',
    'holds',
  ])
  const nothingYet = new Observation<number>('nothing yet', {}, ({ now }) =>
    now < 4 ? undefined : { found: now, sources: [] },
  )
  expect(answers(eventually(nothingYet, is(4)).until(isOdd), 3, 4)).toEqual(['open', 'open', 'open'])
})

describe('what is found by a look that does not count', () => {
  const flawed = new Observation('the number', {}, ({ now }) =>
    now === 0 ? undefined : { found: now, sources: [], ...(now > 4 && { flaw: 'exit code 1' }) },
  )
  test('is never what is wanted', () => {
    expect(answers(atFirst(flawed, is(5)), 5)).toEqual(['fails', 'fails'])
    expect(answers(always(flawed, above(0)), 1, 5)).toEqual(['open', 'fails', 'fails'])
    expect(answers(never(flawed, is(1)), 5)).toEqual(['fails', 'fails'])
    expect(answers(atLast(flawed, is(5)), 1, 5)).toEqual(['open', 'open', 'fails'])
  })
  test('may come right later', () => {
    expect(answers(eventually(flawed, above(0)), 5, 4)).toEqual(['open', 'holds', 'holds'])
    expect(answers(eventually(flawed, is(5)), 5)).toEqual(['open', 'fails'])
  })
  test('stays so in what is made of it, and says why', () => {
    const world = new World('test')
    world.moment = 5
    const made = [flawed.map('it', () => 1), flawed.with(number), number.with(flawed), same(flawed, number)]
    expect(made.map((one) => one.look(world)?.flaw)).toEqual(Array(4).fill('exit code 1'))
    const monitor = atFirst(flawed, is(5)).start()
    monitor.step(world)
    expect(monitor.conjuncts[0]?.look).toMatchObject({ found: 5, flaw: 'exit code 1' })
  })
})

test('same sees nothing before both are there', () => {
  const world = new World('test')
  world.moment = 5
  expect(same(number, new Observation('nothing', {}, () => undefined)).look(world)).toBeUndefined()
  expect(same(number, number).look(world)?.found).toBe(true)
  expect(same(number, isFive).look(world)?.found).toBe(false)
})

test('two that are nothing are not the same: where a side is nothing there is nothing to see', () => {
  const found = (value: unknown) => new Observation('it', {}, () => ({ found: value, sources: [] }))
  const compared = (one: unknown, other: unknown) =>
    same(found(one), found(other)).look(new World('test'))?.found
  for (const nothing of [null, '', [], [null, undefined]])
    for (const other of [nothing, 'a', ['a']])
      expect([compared(nothing, other), compared(other, nothing)]).toEqual([undefined, undefined])
  expect(compared(['a', null], ['a', null])).toBe(true)
  expect(compared(0, 0)).toBe(true)
  expect(compared(false, false)).toBe(true)
})

test('what is compared is a source as well', () => {
  const seen = (name: string) =>
    new Observation(name, {}, () => ({ found: 1, sources: [{ type: 'token', name }] }))
  expect(same(seen('one'), seen('other')).look(new World('test'))?.sources).toEqual([
    { type: 'token', name: 'one' },
    { type: 'token', name: 'other' },
  ])
})

describe('what may be the fault of the machine is no failure', () => {
  const beat = (now: number): TraceEvent => ({ type: 'heartbeat', at: now })
  /** What became of a property on a world at one moment, after the end, on a machine with these heartbeats. */
  function judged(property: Property, beats: readonly number[]) {
    const world = new World('test')
    for (const now of beats) world.health.take(beat(now))
    world.moment = beats.at(-1) ?? 0
    const monitor = property.start()
    monitor.step(world)
    monitor.close(world)
    return monitor.conjuncts.map(({ answer, because }) => (because ? undecidedInWords(because) : answer))
  }
  const took = time.seconds('the seconds that it took', () => ({ from: 100_000, to: 115_000 }))
  const calm = [99_000, 100_000, 101_000]
  const away = [99_000, 100_000, 106_000]

  test('a duration that is too long by no more than the machine was away', () => {
    expect(judged(atFirst(took, between(8, 10)), calm)).toEqual(['fails'])
    expect(judged(atFirst(took, between(8, 10)), away)).toEqual(['the recorder was away for 5.0 s'])
    expect(judged(atFirst(took, between(8, 9)), away)).toEqual(['fails'])
  })
  test('each of several durations', () => {
    const all = time.allSeconds('the seconds', () => [
      { from: 100_000, to: 101_000 },
      { from: 100_000, to: 115_000 },
    ])
    expect(judged(always(all, each(between(0, 10))), calm)).toEqual(['fails'])
    expect(judged(always(all, each(between(0, 10))), away)).toEqual(['the recorder was away for 5.0 s'])
  })
  test('what came and must not have is a failure all the same', () => {
    expect(judged(never(number, above(2)), [4, 9004])).toEqual(['fails'])
  })
})

test('given something that is not so, nothing can fail', () => {
  const property = always(number, atLeast(2)).given(isFive)
  expect(answers(property, 1, 2)).toEqual(['open', 'open', 'open'])
  expect(conjuncts(property, 1)[0]?.because).toEqual({ kind: 'state not given', state: 'it is five' })
  expect(answers(always(number, above(5)).given(isFive), 5)).toEqual(['fails', 'fails'])
})

describe('while', () => {
  const typed = (at: number): TraceEvent => ({
    type: 'typed',
    at,
    scenario: 'test',
    command: 1,
    line: 'ask',
    because: 'lab',
  })
  const exited = (at: number): TraceEvent => ({ type: 'exited', at, scenario: 'test', command: 1, code: 0 })
  const isSmall = time.map('the time is small', (now) => now < 10)
  const property = atFirst(time, atLeast(9)).while(isSmall, 'ask')
  const outcome = (...events: TraceEvent[]) => {
    const world = new World('test')
    const monitor = property.start()
    for (const event of events) {
      world.apply(event)
      monitor.step(world)
    }
    monitor.close(world)
    return monitor.conjuncts.map(({ answer, because }) => (because ? undecidedInWords(because) : answer))
  }

  test('an answer counts when the state lasted as long as it took', () => {
    expect(outcome(typed(5), exited(9))).toEqual(['holds'])
    expect(outcome(typed(5), exited(8))).toEqual(['fails'])
  })
  test('an answer to which the state was over counts for nothing', () => {
    expect(outcome(typed(5), exited(11))).toEqual([
      'not all the time while “ask” was answered it was so that the time is small',
    ])
  })
  test('an answer that did not come is nothing to see', () => {
    expect(outcome(typed(5))).toEqual(['open'])
  })
})
