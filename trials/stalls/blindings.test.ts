import { expect, test, vi } from 'vitest'
import { lab } from '../../specs/api-objects/lab.ts'
import { inOrderOfArrival, withoutHealth } from './blindings.ts'
import { stalls } from './stalls.ts'
import { sweep } from './sweep.ts'
import { recordedEvents } from '../../testing/traces.ts'

vi.setConfig({ testTimeout: 60_000 })

const recorded = new Map([['v1.37.2', await recordedEvents('v1.37.2')]])

/** What is wrong under one fault of one size, by what the judging still goes by. */
async function wrong(name: string, size: number, blinded?: typeof withoutHealth): Promise<string[]> {
  const one = stalls.filter((stall) => stall.name === name).map((stall) => ({ ...stall, sizes: [size] }))
  const outcomes = await sweep(lab, recorded, { stalls: one, moments: 8, ...(blinded && { blinded }) })
  return outcomes.flatMap((outcome) => outcome.wrong.map(({ claim }) => claim))
}

test.each([
  ['machine frozen', 20],
  ['clock set', -60],
])('without what a trace says of the health of the machine verdicts are wrong: %s', async (name, size) => {
  expect((await wrong(name, size, withoutHealth)).length).toBeGreaterThan(0)
})

test('without the order of the revisions verdicts are wrong', async () => {
  expect((await wrong('watch of Pods late', 8, inOrderOfArrival)).length).toBeGreaterThan(0)
})
