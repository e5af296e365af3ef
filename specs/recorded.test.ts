import { markdownTable } from 'markdown-table'
import { describe, expect, test } from 'vitest'
import type { Claim } from '../src/lab/claim.ts'
import { claimsOf } from '../src/lab/lab.ts'
import { mutationsFor } from '../src/testing/mutations.ts'
import { judgeOn, recordedEvents, recordedVersions } from '../src/testing/traces.ts'
import { lab } from './lab.ts'
import { equivalent } from './recorded.equivalent.ts'

const claims = claimsOf(lab)
const newest = await recordedEvents('v1.37.2')

describe.each(recordedVersions)('the run on %s', (version) => {
  test('is judged as it was', async () => {
    const events = await recordedEvents(version)
    const judged = await Promise.all(
      claims.map(async (claim) => `${claim.id}: ${(await judgeOn(claim, events)).verdict}`),
    )
    expect(judged).toMatchSnapshot()
  })
})

interface Mutated {
  id: string
  /** Names of the mutations that alter the verdict, and of those that do not. */
  noticed: string[]
  unnoticed: string[]
}

async function mutate(claim: Claim): Promise<Mutated> {
  const { verdict } = await judgeOn(claim, newest)
  const mutated: Mutated = { id: claim.id, noticed: [], unnoticed: [] }
  for (const { name, events } of await mutationsFor(claim, newest)) {
    const isNoticed = (await judgeOn(claim, events)).verdict !== verdict
    mutated[isNoticed ? 'noticed' : 'unnoticed'].push(name)
  }
  return mutated
}

const mutations = await Promise.all(claims.map(mutate))

describe('what a claim was decided on can not change unnoticed', () => {
  test.each(mutations)('$id', ({ id, noticed, unnoticed }) => {
    expect(noticed.length).toBeGreaterThan(0)
    // What is argued away is judged as well: it must change nothing, and nothing else may.
    expect(unnoticed.toSorted()).toEqual(Object.keys(equivalent[id] ?? {}).toSorted())
  })

  test('what is argued to change nothing is argued for claims that there are', () => {
    const ids = new Set<string>(claims.map(({ id }) => id))
    expect(Object.keys(equivalent).filter((id) => !ids.has(id))).toEqual([])
  })

  test('how many mutations each claim notices is written down', async () => {
    const row = (name: string, some: readonly Mutated[]) => {
      const noticed = some.reduce((sum, one) => sum + one.noticed.length, 0)
      const argued = some.reduce((sum, one) => sum + one.unnoticed.length, 0)
      return [name, String(noticed + argued), String(noticed), String(argued)]
    }
    const table = markdownTable([
      ['claim', 'mutations', 'noticed', 'argued to change nothing'],
      row('all', mutations),
      ...mutations.map((one) => row(one.id, [one])),
    ])
    const reasons = Object.entries(equivalent).flatMap(([id, argued]) =>
      Object.entries(argued).map(([name, because]) => `- ${id}, ${name}: ${because}`),
    )
    const text = `# Mutations of the recorded run\n\n${table}\n\n## Argued to change nothing\n\n${reasons.join('\n')}\n`
    await expect(text).toMatchFileSnapshot('../docs/mutations.md')
  })
})
