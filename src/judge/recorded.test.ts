import { join } from 'node:path'
import { markdownTable } from 'markdown-table'
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
const equivalent: readonly { claims: readonly string[]; mutation: RegExp; because: string }[] = [
  {
    claims: ['rest/controller-token-secrets'],
    mutation: /bootstrap\.kubernetes\.io/,
    because: 'secrets of other types are not spoken of',
  },
  {
    claims: ['rest/apis-printed-answer'],
    mutation: /:6443/,
    because: 'any address will do; which one it is, is rest/api-versions',
  },
  {
    claims: ['rest/run-makes-a-pod'],
    mutation: /in the output/,
    because: 'the prompt has no letters that could change',
  },
  {
    claims: ['proxy/namespace-list'],
    mutation: /“\d+” in the output/,
    because: 'any resourceVersion is one',
  },
  { claims: ['job/describe-fields'], mutation: /\d{4} [\d:]+ /, because: 'any time is a time' },
  {
    claims: ['job/starts-at-zero', 'job/completions-start'],
    mutation: /Job objects doubled/,
    because: 'the first look comes before the second object',
  },
  {
    claims: ['job/completions-one-by-one', 'job/parallel-two-at-once'],
    mutation: /conditions/,
    because: 'it makes the window longer, by a time in which no pod runs',
  },
  {
    claims: ['job/completions-one-by-one'],
    mutation: /Pod events reversed/,
    because: 'one after another is so in both directions',
  },
  { claims: ['job/completions-five'], mutation: /completionTime/, because: 'longer is at least as long' },
  {
    claims: ['job/takes-its-sleep', 'cronjob/pod-deadline-fails-pod', 'cronjob/pod-deadline-ends-container'],
    mutation: /Pod objects doubled/,
    because: 'the first pod is spoken of, and another one like it changes nothing',
  },
  {
    claims: ['job/delete-takes-pods', 'job/deadline-ends-all', 'cronjob/delete-takes-jobs'],
    mutation: /(Pod|Job) objects doubled/,
    because: 'twice as many end or go as well',
  },
  {
    claims: ['job/deadline-alive-before'],
    mutation: /status\.active/,
    because: 'one active pod more is as alive',
  },
  {
    claims: ['job/deadline-partial'],
    mutation: /status\.succeeded/,
    because: 'three of five are as partial as two',
  },
  {
    claims: [
      'cronjob/first-within-two-minutes',
      'cronjob/jobs-complete',
      'cronjob/job-names',
      'cronjob/last-schedule',
      'cronjob/history-three',
      'cronjob/deadline-never-completes',
      'cronjob/deadline-piles-up',
      'cronjob/pod-deadline-ends-container',
      'cronjob/pod-deadline-ends-job',
    ],
    mutation: /delayed|reversed/,
    because: 'the times and names that count are written in the objects, or in the tables',
  },
  {
    claims: ['cronjob/first-within-two-minutes', 'cronjob/jobs-complete', 'cronjob/pod-deadline-ends-job'],
    mutation: /(Pod|Job) objects doubled/,
    because: 'another one at the same time is as punctual, as complete, or goes on as long',
  },
  {
    claims: ['cronjob/delete-takes-jobs'],
    mutation: /metadata\.name/,
    because: 'what is gone may have had any name',
  },
]

describe('what a claim was decided on can not change unnoticed', () => {
  test.each(claims)('$id', async (claim) => {
    const { noticed, unnoticed } = await mutate(claim)
    expect(noticed.length).toBeGreaterThan(0)
    expect(unnoticed).toEqual([])
  })

  test('how many mutations each claim notices, and how many are argued to change nothing', async () => {
    const rows = await Promise.all(
      claims.map(async (claim) => {
        const { noticed, unnoticed, argued } = await mutate(claim)
        const tried = noticed.length + unnoticed.length
        return [
          claim.id,
          String(tried),
          `${Math.round((100 * noticed.length) / tried)} %`,
          String(argued.length),
        ]
      }),
    )
    const table = markdownTable([['claim', 'mutations', 'noticed', 'argued to change nothing'], ...rows])
    await expect(`${table}\n`).toMatchFileSnapshot('__snapshots__/mutations.md')
  })

  test('the exceptions are argued for claims that there are', () => {
    for (const id of equivalent.flatMap((one) => one.claims)) expect(claimOf(id).id).toBe(id)
  })
})

interface Mutated {
  noticed: string[]
  unnoticed: string[]
  /** Names of those that change nothing that the claim speaks of. */
  argued: string[]
}

async function mutate(claim: Claim): Promise<Mutated> {
  const events = eventsOf('v1.37.2')
  const { verdict } = await judgeOn(claim, events)
  const mutated: Mutated = { noticed: [], unnoticed: [], argued: [] }
  for (const { name, events: changed } of await mutationsFor(claim, events)) {
    const isArgued = equivalent.some((one) => one.claims.includes(claim.id) && one.mutation.test(name))
    const isNoticed = isArgued || (await judgeOn(claim, changed)).verdict !== verdict
    mutated[isArgued ? 'argued' : isNoticed ? 'noticed' : 'unnoticed'].push(name)
  }
  return mutated
}
