import { expect, test } from 'vitest'
import { outline } from '../specs/outline.ts'
import { catalogue } from './catalogue.ts'

const all = await catalogue()

test('ids are permanent: claims are added, never renamed or dropped', () => {
  expect(all.map(({ id }) => id)).toMatchSnapshot()
})

test('an id begins with the exercise whose steps the claim names', () => {
  for (const { id, step } of all) {
    const section = outline.find(({ exercise }) => id.startsWith(`${exercise}/`))
    expect(step === section?.anchor || step.startsWith(`${section?.anchor}.`), `${id} at ${step}`).toBe(true)
  }
})

test('every step of the lab has a claim or a reason why it has none, not both', () => {
  for (const { anchor, steps, withoutClaim } of outline) {
    for (let step = 1; step <= steps; step += 1) {
      const name = `${anchor}.${step}`
      const claimed = all.some((claim) => claim.step === name)
      expect(claimed !== name in withoutClaim, `${name} is ${claimed ? 'claimed' : 'not claimed'}`).toBe(true)
    }
  }
})

test('claims stand in the order of the steps', () => {
  const number = (step: string) => Number(step.split('.')[2] ?? 0)
  for (const { exercise } of outline) {
    const steps = all.filter(({ id }) => id.startsWith(`${exercise}/`)).map(({ step }) => number(step))
    expect(steps).toEqual(steps.toSorted((a, b) => a - b))
  }
})

test('what the catalogue says is in our words: one sentence each, no two alike', () => {
  for (const { id, says } of all) expect(says, id).toMatch(/^[A-Za-z].*\.$/)
  expect(new Set(all.map(({ says }) => says)).size).toBe(all.length)
})
