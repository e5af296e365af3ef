import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { noiseOf } from '../src/compare/noise-of.ts'
import { isDrifted } from '../src/proofread/claim-of.ts'
import { clusterOf } from '../src/proofread/cluster.ts'
import { corrected } from '../src/proofread/corrected.ts'
import { proofread } from '../src/proofread/proofread.ts'
import type { Proofreading } from '../src/proofread/proofreading.ts'
import { claimsFor, isRecorded } from '../src/proofread/recorded-for.ts'
import { shownIn, staleIn, summaryOf } from '../src/proofread/summary.ts'
import { tracePath } from '../src/lab/recorded-traces.ts'
import { frameOf } from '../src/trace/frame.ts'
import { Trace } from '../src/trace/trace.ts'
import { lab } from './api-objects/lab.ts'

// The lab's own text against the catalogue: each drift is found in it, and each stale place belongs to a claim. It is not
// kept here; where it is at hand it stands beside the checkout.

const folder = join(import.meta.dirname, '../../shared/seed')
const missing = existsSync(folder) ? '' : ': not tried, there is no ../shared/seed'

/** Drifts that no printed place shows, and why. The text leads to each of them nevertheless: from a sentence, or from what is typed. */
const explained: Record<string, string> = {
  'rest/run-shows-a-prompt': 'the lab prints nothing of what comes before the prompt',
  'rest/pod-token-is-the-same': 'the lab says so in a sentence, and prints no token there',
  'rest/exit-ends-the-session': 'the lab prints nothing of what comes after the exit',
  'job/selector-by-uid': 'the lab leaves the selector out',
  'cronjob/deadline-belongs-to-the-pod': 'the lab says so in a sentence, and prints a file that is right',
  'cronjob/pod-deadline-fails-pod': 'the lab says so in a sentence, and prints no pod',
  'cronjob/pod-deadline-ends-container': 'the lab says so in a sentence, and prints no container',
  'cronjob/pod-deadline-ends-job': 'the lab says so in a sentence, and prints no end of a Job',
}

async function proofreadOn(version: string): Promise<Proofreading> {
  const name = (await readdir(folder)).find((file) => file.endsWith('.txt')) ?? ''
  const path = tracePath(lab, version)
  const events = await Array.fromAsync(new Trace(path))
  const cluster = clusterOf(lab, frameOf(events, path).header, events, await noiseOf(lab))
  return proofread(name, await readFile(join(folder, name), 'utf8'), cluster)
}

describe.skipIf(missing !== '')(`the text of the lab${missing}`, () => {
  describe.each([
    ['v1.37.2', { 'as printed': 173, 'changed as recorded': 47, 'not shown on this version': 13 }],
    ['v1.33.13', { 'as printed': 179, 'changed as recorded': 41, 'not shown on this version': 13 }],
  ])('on %s', async (version, tally) => {
    const proof = missing === '' ? await proofreadOn(version) : undefined
    if (!proof) return
    const drifted = proof.cluster.run.judged.filter(isDrifted).map(({ id }) => id)
    const shown = shownIn(proof)
    const found = new Set([
      ...shown.flatMap(({ owners }) => owners),
      ...staleIn(proof).flatMap(({ finding: { owner } }) => claimsFor(owner, proof.cluster.run.judged)),
    ])
    const told = new Set([
      ...shown.flatMap(({ remarks }) => remarks),
      ...proof.parts.flatMap((part) => (part.type === 'said' ? part.claims : [])),
    ])

    test('all but a copy of a file is matched', () => {
      const { typed, matched } = summaryOf(proof)
      expect([typed, matched]).toEqual([56, 55])
    })

    test('what became of the printed places', () => {
      const summary = summaryOf(proof)
      expect(summary.places).toBe(233)
      expect(summary.tally).toEqual({ 'changed, no claim': 0, 'not matched': 0, ...tally })
      expect(summary.missing).toEqual({ recorded: 11, noClaim: 0 })
      expect(summary.replaced).toBe(2)
    })

    test.each(drifted)('%s is found, or explained', (id) => {
      expect(found.has(id) || (id in explained && told.has(id))).toBe(true)
    })

    test('each stale place belongs to a change that is recorded', () => {
      const nobodys = staleIn(proof).filter(({ finding }) => !isRecorded(finding.owner))
      expect(nobodys.map(({ finding: { place } }) => place)).toEqual([])
    })

    test('with the patch nothing is stale', () => {
      const better = corrected(proof)
      expect(staleIn(better).map(({ finding: { place } }) => place)).toEqual([])
      expect(summaryOf(better)).toMatchObject({ matched: summaryOf(better).typed - 1, replaced: 0 })
    })
  })
})
