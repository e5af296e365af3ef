import { describe, expect, test } from 'vitest'
import { World } from '../trace/world.ts'
import { commandsIn, lineInWords, runs, type Line } from './line.ts'

const get = runs('kubectl get job', 'atTheStart', 'whenComplete')

interface Typing {
  line: string
  run?: string
  firstTyped?: number
}

/** A scenario in which this was typed, and which has ended, unless it goes on. */
function worldOf(typings: readonly (string | Typing)[], goesOn = false): World {
  const world = new World('test')
  const state = (value: 'begins' | 'ends') =>
    world.apply({ type: 'scenario', at: 1, scenario: 'test', namespace: 'lab-test', state: value })
  state('begins')
  for (const [place, typing] of typings.entries()) {
    const typed = typeof typing === 'string' ? { line: typing } : typing
    world.apply({ type: 'typed', at: 1, scenario: 'test', command: place + 1, because: 'lab', ...typed })
  }
  if (!goesOn) state('ends')
  return world
}
const numbers = (line: Line, ...typings: (string | Typing)[]) =>
  commandsIn(worldOf(typings), line).map(({ number }) => number)

describe('the commands that are a line', () => {
  const { text } = get.atTheStart
  const named = [
    { line: text, run: 'whenComplete' },
    { line: text, run: 'atTheStart' },
  ]
  const unnamed = ['true', text, text]

  test('a text is any run of it', () => {
    expect(numbers('kubectl get job', ...named)).toEqual([1, 2])
  })
  test('a run is known by its name, whenever it was typed', () => {
    expect(numbers(get.atTheStart, ...named)).toEqual([2])
    expect(numbers(get.whenComplete, ...named)).toEqual([1])
  })
  test('where no run has a name it is known by its place', () => {
    expect(numbers(get.atTheStart, ...unnamed)).toEqual([2])
    expect(numbers(get.whenComplete, ...unnamed)).toEqual([3])
  })
  test('a run that was not typed is none', () => {
    expect(numbers(get.whenComplete, { line: text, run: 'atTheStart' })).toEqual([])
  })
  test('a pattern is every line that it matches', () => {
    expect(numbers(/^t/, ...unnamed)).toEqual([1])
  })
})

describe('a line in which a secret is replaced', () => {
  const line = 'create --password=s3cretvalue'
  const shown = 'create --password=<secret>'

  test('is the one that was typed with the same text before, as it was shown then', () => {
    expect(numbers(line, line, { line: shown, firstTyped: 1 })).toEqual([1, 2])
    expect(numbers(line, line, { line: shown, firstTyped: 2 })).toEqual([1])
    const twice = runs(line, 'first', 'again')
    const typings = [
      { line, run: 'first' },
      { line: shown, run: 'again', firstTyped: 1 },
    ]
    expect(numbers(twice.again, ...typings)).toEqual([2])
  })
  test('and was never shown, is the only one that looks so when the scenario has ended', () => {
    const typings = [
      { line: shown, firstTyped: 1 },
      { line: shown, firstTyped: 1 },
    ]
    expect(numbers(line, ...typings)).toEqual([1, 2])
    expect(commandsIn(worldOf(typings, true), line)).toEqual([])
  })
  test('is unknown where two different ones look the same', () => {
    const other = { line: shown, firstTyped: 2 }
    expect(numbers(line, { line: shown, firstTyped: 1 }, other)).toEqual([])
  })
  test('is none that has other words', () => {
    expect(numbers('delete --password=s3cretvalue', { line: shown, firstTyped: 1 })).toEqual([])
  })
})

test('a line in words has the name of its run', () => {
  expect(lineInWords(get.whenComplete)).toBe('“kubectl get job” (when complete)')
  expect(lineInWords('true')).toBe('“true”')
})
