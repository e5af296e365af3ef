import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../catalogue.ts'
import type { Claim } from '../lab/claim.ts'
import { Trace } from '../trace/trace.ts'
import { judgeOn, mutationsFor } from './mutations.ts'

const recorded = ['v1.33.13', 'v1.37.2'] as const
const claims = await catalogue()
const traces = new Map(
  await Promise.all(
    recorded.map(async (version) => {
      const path = join(import.meta.dirname, '../../traces', `${version}.ndjson.gz`)
      return [version, await Array.fromAsync(new Trace(path))] as const
    }),
  ),
)
const eventsOf = (version: (typeof recorded)[number]) => traces.get(version) ?? []
const claimOf = (id: string) =>
  claims.find((claim) => claim.id === id) ?? expect.fail(`there is no claim ${id}`)

describe.each(recorded)('the run on %s', (version) => {
  test('is judged as it was', async () => {
    const judged = await Promise.all(
      claims.map(async (claim) => `${claim.id}: ${(await judgeOn(claim, eventsOf(version))).verdict}`),
    )
    expect(judged).toMatchSnapshot()
  })
})

test('the two runs differ where kubectl changed in between, and nowhere else', async () => {
  const verdicts = (version: (typeof recorded)[number]) =>
    Promise.all(claims.map(async (claim) => (await judgeOn(claim, eventsOf(version))).verdict))
  const [before, after] = await Promise.all(recorded.map(verdicts))
  const differing = claims.filter((_, index) => before?.[index] !== after?.[index]).map(({ id }) => id)
  expect(differing).toEqual(['job/delete-message', 'cronjob/delete-message'])
})

describe('the recorded history can not go stale', () => {
  const drifting = claims.filter(({ drift }) => drift !== undefined)

  test.each(drifting)('without its drift $id is a new drift', async (claim) => {
    const { drift: _, ...bare } = claim
    expect((await judgeOn(bare, eventsOf('v1.37.2'))).verdict).toBe('new drift')
  })

  test.each(claims.filter(({ drift }) => drift === undefined))(
    'with a false drift $id is healed',
    async (claim) => {
      const drift = claimOf('job/get-columns').drift ?? []
      expect((await judgeOn({ ...claim, drift }, eventsOf('v1.37.2'))).verdict).toBe('healed')
    },
  )
})

/** What changes nothing that the claim speaks of, and why. */
const equivalent: Record<string, readonly { mutation: RegExp; because: string }[]> = {
  'rest/controller-token-secrets': [
    { mutation: /bootstrap\.kubernetes\.io/, because: 'secrets of other types are not spoken of' },
  ],
  'rest/apis-printed-answer': [
    { mutation: /:6443/, because: 'any address will do; which one it is, is rest/api-versions' },
  ],
  'rest/run-makes-a-pod': [
    { mutation: /in the output/, because: 'the prompt has no letters that could change' },
  ],
  'proxy/namespace-list': [{ mutation: /“\d+” in the output/, because: 'any resourceVersion is one' }],
  'job/describe-fields': [{ mutation: /\d{4} [\d:]+ /, because: 'any time is a time' }],
  'job/completions-one-by-one': [
    { mutation: /conditions/, because: 'it makes the window longer, by a time in which no pod runs' },
  ],
  'job/completions-five': [{ mutation: /completionTime/, because: 'longer is at least as long' }],
  'job/parallel-two-at-once': [
    { mutation: /conditions/, because: 'it makes the window longer, by a time in which no pod runs' },
  ],
  'job/deadline-alive-before': [{ mutation: /status\.active/, because: 'one active pod more is as alive' }],
  'job/deadline-partial': [{ mutation: /status\.succeeded/, because: 'three of five are as partial as two' }],
  'cronjob/delete-takes-jobs': [
    { mutation: /metadata\.name/, because: 'what is gone may have had any name' },
  ],
}

describe('what a claim was decided on can not change unnoticed', () => {
  test.each(claims)('$id', async (claim) => {
    const { noticed, unnoticed } = await mutate(claim)
    expect(noticed.length).toBeGreaterThan(0)
    expect(unnoticed).toEqual([])
  })

  test('the exceptions are argued for claims that there are', () => {
    for (const id of Object.keys(equivalent)) expect(claimOf(id).id).toBe(id)
  })
})

async function mutate(claim: Claim): Promise<{ noticed: string[]; unnoticed: string[] }> {
  const events = eventsOf('v1.37.2')
  const { verdict } = await judgeOn(claim, events)
  const [noticed, unnoticed]: [string[], string[]] = [[], []]
  for (const { name, events: mutated } of await mutationsFor(claim, events)) {
    if (equivalent[claim.id]?.some(({ mutation }) => mutation.test(name))) continue
    const list = (await judgeOn(claim, mutated)).verdict === verdict ? unnoticed : noticed
    list.push(name)
  }
  return { noticed, unnoticed }
}
