import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inputKinds } from './odd-kinds.ts'
import { Feeder } from './feeder.ts'
import { fuzzRun } from './fuzz-run.ts'

const testing = join(import.meta.dirname, '../../testing')
let fed: Feeder
beforeAll(async () => {
  fed = await Feeder.open(join(testing, 'tiny-lab.ts'), join(import.meta.dirname, 'odd-kinds.ts'))
})
afterAll(() => fed[Symbol.asyncDispose]())
const { signal } = new AbortController()

function kindOf(name: string) {
  const kind = inputKinds().find((one) => one.name === name)
  if (!kind) throw new TypeError(`expected a kind ${name}`)
  return kind
}

test.for([
  ['wrong', 'wrong', 'too large'],
  ['throws', 'crash', 'TypeError: too large'],
  ['throws later', 'crash', 'TypeError: too large'],
  ['loops', 'hang', 'no answer within 0.3 s'],
  ['waits', 'hang', 'no answer within 0.3 s'],
  ['exits', 'crash', 'Error: process.exit(1) was called'],
  ['is killed', 'crash', 'the process ended with SIGKILL'],
] as const)('an input that %s is noticed, and the next one is fed', async ([name, result, text]) => {
  const outcome = await fed.feed(kindOf(name), 1001)
  expect([outcome.result, outcome.text.split('\n')[0]]).toEqual([result, text])
  expect(await fed.feed(kindOf(name), 1000)).toEqual({ result: 'valid', text: '' })
})

test('faults are counted, and one of each is shrunk to the smallest case', async () => {
  const { counts, faults } = await fuzzRun(kindOf('wrong'), { count: 100, seed: 1 }, fed, signal)
  expect(counts.valid + counts.wrong).toBe(100)
  expect(faults).toEqual([
    { kind: 'wrong', result: 'wrong', text: 'too large', input: 1001, count: counts.wrong },
  ])
})

test('the same seed gives the same cases, another one others', async () => {
  const inputsOf = async (seed: number) => {
    const seen: unknown[] = []
    const kind = kindOf('wrong')
    const noted = kind.inputs.map((input) => (seen.push(input), input))
    await fuzzRun({ ...kind, inputs: noted }, { count: 20, seed }, fed, signal)
    return seen
  }
  const first = await inputsOf(1)
  expect(await inputsOf(1)).toEqual(first)
  expect(await inputsOf(2)).not.toEqual(first)
})

test('one case is fed after the other, also when the time to shrink is over', async () => {
  let [together, most] = [0, 0]
  const slow = {
    feed: async () => {
      together += 1
      most = Math.max(most, together)
      await pause(30)
      together -= 1
      return { result: 'wrong', text: 'always' } as const
    },
  }
  await fuzzRun(kindOf('wrong'), { count: 2, seed: 1, shrinksFor: 45 }, slow, signal)
  expect([together, most]).toEqual([0, 1])
})

test('the signal ends it', async () => {
  const reason = new Error('enough')
  const running = fuzzRun(kindOf('wrong'), { count: 100, seed: 1 }, fed, AbortSignal.abort(reason))
  await expect(running).rejects.toBe(reason)
})
