import { expect, test } from 'vitest'
import { judgeOn, recordedEvents } from '../../testing/traces.ts'
import { tinyLab } from '../../testing/tiny-lab.ts'
import { claimsOf, scenariosOf } from '../../src/lab/lab.ts'
import { cut } from './cut.ts'
import { groundless, sourcesOf, without } from './evidence.ts'

const recorded = await recordedEvents('v1.37.2')
const claims = claimsOf(tinyLab)

test.each(scenariosOf(tinyLab))('the cut of $name is judged as the whole', async (scenario) => {
  for (const claim of claims.filter((one) => one.in === scenario)) {
    const { verdict } = await judgeOn(claim, cut(recorded, scenario))
    expect(verdict, claim.id).toBe((await judgeOn(claim, recorded)).verdict)
  }
})

test.each(claims)('$id stands on what is in the trace, and on nothing when that is lost', async (claim) => {
  const judgement = await judgeOn(claim, recorded)
  const lost = without(recorded, sourcesOf(judgement), 'drop')
  expect(sourcesOf(judgement).length).toBeGreaterThan(0)
  expect(groundless([judgement], recorded, recorded)).toEqual([])
  expect(groundless([judgement], lost, recorded)).not.toEqual([])
})

test('an output of which only a line break is left is lost, an object of which only the name is left is there', async () => {
  const emptied = async (id: string) => {
    const judged = await Promise.all(
      claims.filter((claim) => claim.id === id).map((claim) => judgeOn(claim, recorded)),
    )
    return groundless(judged, without(recorded, judged.flatMap(sourcesOf), 'empty'), recorded)
  }
  expect(await emptied('rest/apis')).toEqual([
    expect.stringMatching(/^rest\/apis never held without stdout of command \d+$/),
  ])
  expect(await emptied('job/one-condition')).toEqual([])
})
