import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { markdownTable } from 'markdown-table'
import { describe, expect, test } from 'vitest'
import { countsAs, type Verdict } from '../../src/judge/verdict.ts'
import type { Alteration, Equivalent } from '../../src/lab/alteration.ts'
import type { Claim } from '../../src/lab/claim.ts'
import { claimsOf } from '../../src/lab/lab.ts'
import type { TraceEvent } from '../../src/trace/event.ts'
import { alterationInWords, mutationsFor } from './mutations.ts'
import { otherVersions } from './other-versions.ts'
import { isAtLength } from '../../testing/at-length.ts'
import { describeRecordedLabs, inLines, lockedOf, ownOf, pageOn } from '../../testing/labs.ts'
import { judgeAllOn, judgeOn, recordedEvents } from '../../testing/traces.ts'
import { recordedTraces } from '../../src/lab/recorded-traces.ts'

interface Mutated {
  id: string
  /** What alters the verdict, and what does not. */
  noticed: Alteration[]
  unnoticed: Alteration[]
}

async function mutate(claim: Claim, newest: readonly TraceEvent[]): Promise<Mutated> {
  const { verdict } = await judgeOn(claim, newest)
  const mutated: Mutated = { id: claim.id, noticed: [], unnoticed: [] }
  for (const { what, events } of await mutationsFor(claim, newest)) {
    const isNoticed = (await judgeOn(claim, events)).verdict !== verdict
    mutated[isNoticed ? 'noticed' : 'unnoticed'].push(what)
  }
  return mutated
}

/** What became of a claim on a recorded run that is taken for one on another version, which it contradicts. */
interface Contradicted {
  id: string
  recorded: string
  version: string
  verdict: Verdict
  mutations: number
  /** What was altered where it passes. */
  passing: Alteration[]
}

/** Changes what the claim was decided on as that version has it, and as the recorded one has it. */
async function contradict(
  claim: Claim,
  recorded: string,
  events: readonly TraceEvent[],
): Promise<Contradicted[]> {
  const found: Contradicted[] = []
  for (const { version, as } of otherVersions(claim, events)) {
    const { verdict } = await judgeOn(claim, as(events))
    const mutants = [...(await mutationsFor(claim, as(events))), ...(await mutationsFor(claim, events))]
    const passing: Alteration[] = []
    for (const mutant of mutants)
      if (countsAs[(await judgeOn(claim, as(mutant.events))).verdict] === 'pass') passing.push(mutant.what)
    found.push({ id: claim.id, recorded, version, verdict, mutations: mutants.length, passing })
  }
  return found
}

/** What was tried at full length, as the page says it: how many claims, with how many mutations. */
const ofAll = /(\d+) such claims were tried, with\s(\d+) mutations/

describeRecordedLabs(async ({ lab, versions, tried, events: newest }) => {
  const claims = claimsOf(lab)
  const equivalent = ((await ownOf(lab, 'equivalent')) ?? {}) as Equivalent
  const mutations = await Promise.all(claims.map((claim) => mutate(claim, newest)))

  test.each(versions)('the run on %s is judged as it was', async (version) => {
    const judged = await judgeAllOn(claims, await recordedEvents(version, lab))
    const verdicts = judged.map(({ id, verdict }) => `${id}: ${verdict}`)
    await expect(inLines(verdicts)).toMatchFileSnapshot(lockedOf(lab, `verdicts-on-${version}`))
  })

  const contradicted: Contradicted[] = []
  for (const recorded of tried) {
    const events = await recordedEvents(recorded, lab)
    for (const claim of claims) contradicted.push(...(await contradict(claim, recorded, events)))
  }

  describe('what is false under another version does not become true by any change of what was recorded', () => {
    test.for(contradicted)('$id, when the run on $recorded is one on $version', ({ verdict, passing }) => {
      expect(countsAs[verdict]).toBe('fail')
      expect(passing).toEqual([])
    })

    test('a lab that has drifted, and is recorded before and after, has such claims', () => {
      const hasDrifted = recordedTraces(lab).length > 1 && claims.some(({ drift = [] }) => drift.length > 0)
      expect(contradicted.length > 0).toBe(hasDrifted)
    })
  })

  describe('what a claim was decided on can not change unnoticed', () => {
    test.each(mutations)('$id', ({ id, noticed, unnoticed }) => {
      expect(noticed.length).toBeGreaterThan(0)
      // What is argued away is judged as well: it must change nothing, and nothing else may.
      expect(new Set(unnoticed)).toEqual(new Set(equivalent[id]?.map(([what]) => what)))
    })

    test('what is argued to change nothing is argued for claims that there are', () => {
      const ids = new Set<string>(claims.map(({ id }) => id))
      expect(Object.keys(equivalent).filter((id) => !ids.has(id))).toEqual([])
    })

    test('how many mutations each claim notices is written down', async () => {
      const page = pageOn(lab, 'mutations.md')
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
        argued.map(([what, because]) => `- ${id}, ${alterationInWords(what)}: ${because}`),
      )
      const mutated = contradicted.reduce((sum, { mutations: count }) => sum + count, 0)
      const before = existsSync(page) ? ofAll.exec(await readFile(page, 'utf8')) : null
      // Some of them say nothing of how many there are.
      const [, ofClaims, ofMutations] = isAtLength || !before ? ['', contradicted.length, mutated] : before
      const text = `# Mutations of the recorded run

${table}

## Argued to change nothing

${reasons.join('\n') || 'Nothing.'}

## As other versions have it

A recorded run whose header names another version contradicts the claims that are not the same there: the claim as the lab has it, or
another of its drifts, is false. None may become true by a change of the run. ${ofClaims} such claims were tried, with
${ofMutations} mutations.
`
      await expect(text).toMatchFileSnapshot(page)
    })
  })
})
