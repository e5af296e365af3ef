import { describe, expect, test } from 'vitest'
import { contentOf, partsOf } from './content.ts'
import { differencesOf } from './differences.ts'
import { Noise } from './noise.ts'
import type { Seen } from './seen.ts'

const seen = (of: string, text: string, scenario = 'single'): Seen => ({
  scenario,
  of,
  command: 1,
  content: partsOf([['stdout', contentOf(text)]]),
})
const run = (one: Seen) => new Map([['key', one]])

/** Whether all that two differ in is noise, after it was learned from two others. */
function isNoise(learned: readonly Seen[], compared: readonly [Seen, Seen]): boolean {
  const noise = new Noise()
  noise.learn(learned.map(run))
  const [one, other] = compared
  return Noise.read(noise.toString()) && covers(noise) && covers(Noise.read(noise.toString()))
  function covers(known: Noise) {
    return differencesOf(one.content, other.content).every((difference) => known.covers(one, difference))
  }
}

const row = (age: string, completions = '0/5') =>
  `NAME     COMPLETIONS   AGE\nsleepy   ${completions.padEnd(14)}${age}`
const other = 'kubectl get job -A'

describe('what no two runs have the same', () => {
  const learned = [seen('kubectl get job', row('3s')), seen('kubectl get job', row('4s'))]
  test('is noise wherever a line prints that place', () => {
    expect(isNoise(learned, [seen(other, row('2m')), seen(other, row('1m1s'))])).toBe(true)
  })
  test('still has its shape', () => {
    expect(isNoise(learned, [seen(other, row('2m')), seen(other, row('<unknown>'))])).toBe(false)
  })
  test('says nothing of another place', () => {
    expect(isNoise(learned, [seen(other, row('2m', '4s')), seen(other, row('2m', '5s'))])).toBe(false)
  })
})

describe('a number', () => {
  const learned = [seen('kubectl get job', row('3s', '2/5')), seen('kubectl get job', row('3s', '1/5'))]
  test('is noise in what this line prints in this scenario', () => {
    expect(
      isNoise(learned, [seen('kubectl get job', row('3s', '4/5')), seen('kubectl get job', row('3s'))]),
    ).toBe(true)
  })
  test.each([
    ['another line', seen(other, row('3s', '4/5')), seen(other, row('3s'))],
    [
      'another scenario',
      seen('kubectl get job', row('3s', '4/5'), 'cron'),
      seen('kubectl get job', row('3s'), 'cron'),
    ],
  ])('is none of %s', (_, one, two) => {
    expect(isNoise(learned, [one, two])).toBe(false)
  })
})

describe('what is there in some runs only', () => {
  const [line, hint] = ['kubectl run', 'If you see no prompt, press enter.']
  const learned = [seen(line, `${hint}\n#`), seen(line, '#')]
  test('is noise, whichever of the two has it', () => {
    expect(isNoise(learned, [seen(line, '#'), seen(line, `#\n${hint}`)])).toBe(true)
  })
  test('is none in other words', () => {
    expect(isNoise(learned, [seen(line, '#'), seen(line, '#\nWarning')])).toBe(false)
  })
})

test('a way that some objects take is noise in any scenario, and how many are made is not', () => {
  const lives = (scenario: string, way: string, made: string): Seen => ({
    scenario,
    of: 'Pod',
    content: partsOf([
      [
        'lives',
        partsOf([
          ['phase', contentOf(way)],
          ['made', { type: 'value', text: made }],
        ]),
      ],
    ]),
  })
  const learned = [lives('deadline', 'Pending → Failed', '4'), lives('deadline', 'Pending → Running', '5')]
  const [one, two] = ['Pending → Running', 'Pending → Failed'] as const
  expect(isNoise(learned, [lives('single', one, '1'), lives('single', two, '1')])).toBe(true)
  expect(isNoise(learned, [lives('single', one, '1'), lives('single', one, '2')])).toBe(false)
})

test('is not learned from what nothing can be told by', () => {
  const broken = { ...seen('kubectl get job', 'error'), unknown: 'a signal ended it' }
  const learned = [seen('kubectl get job', row('3s')), broken]
  expect(isNoise(learned, [seen('kubectl get job', row('3s')), seen('kubectl get job', 'error')])).toBe(false)
})

test('its file is the same however it was learned', () => {
  const runs = [row('3s', '1/5'), row('4s', '2/5')].map((text) => run(seen('kubectl get job', text)))
  const [one, two] = [new Noise(), new Noise()]
  one.learn(runs)
  two.learn(runs.toReversed())
  two.learn(runs)
  expect(two.toString()).toBe(one.toString())
  expect(one.toString()).toContain('stdout AGE[*]: <age>')
})
