import { describe, expect, test } from 'vitest'
import { noiseOf } from '../src/compare/noise-of.ts'
import { clusterOf } from '../src/proofread/cluster.ts'
import { corrected } from '../src/proofread/corrected.ts'
import { proofread } from '../src/proofread/proofread.ts'
import type { Proofreading } from '../src/proofread/proofreading.ts'
import { shownIn, staleIn, summaryOf } from '../src/proofread/summary.ts'
import { tracePath } from '../src/lab/recorded-traces.ts'
import { forms, ownText, withSlip, type Form } from '../testing/own-text.ts'
import { differences, mistakes } from '../testing/slips.ts'
import { Trace } from '../src/trace/trace.ts'
import { frameOf } from '../src/trace/frame.ts'
import { lab } from './api-objects/lab.ts'

// Texts of the lab, checked against recorded runs.

async function clusterOn(path: string) {
  const events = await Array.fromAsync(new Trace(path))
  return clusterOf(lab, frameOf(events, path).header, events, await noiseOf(lab))
}

const cluster = await clusterOn(tracePath(lab, 'v1.37.2'))
const every = Object.keys(forms) as Form[]
/** The forms in which each mistake and each difference is tried. */
const four = every.slice(0, 4)

/** What is stale in a text, with what is typed there. */
const stale = (proof: Proofreading) =>
  staleIn(proof).map(
    ({ shown, finding: { kind, place, printed, shown: now } }) =>
      `${shown.excerpt.plain.text}: ${kind} ${place}: ${printed} → ${now}`,
  )

const inForm = (form: Form, blocks: typeof ownText) => {
  const { file, write } = forms[form]
  return proofread(file, write(blocks), cluster)
}

describe.each(every)('a text of our own as %s', (form) => {
  test('is right: all of it is matched, and nothing is stale', () => {
    const proof = inForm(form, ownText)
    const { typed, matched, places, tally } = summaryOf(proof)
    expect(stale(proof)).toEqual([])
    expect([typed, matched]).toEqual([39, 39])
    expect([places, tally['as printed']]).toEqual([188, 188])
  })
})

describe.each(four)('in a text of our own as %s', (form) => {
  test.each(mistakes)('$name is found', (mistake) => {
    const proof = inForm(form, withSlip(ownText, mistake))
    const found = staleIn(proof).map(({ shown, finding }) => ({
      typed: shown.excerpt.plain.text,
      place: finding.place,
    }))
    expect(found).not.toEqual([])
    for (const { typed, place } of found) {
      expect(typed).toMatch(new RegExp(`^${RegExp.escape(mistake.typed)}`))
      expect(place).toContain(mistake.place)
    }
  })

  test.each(differences)('$name says nothing', (difference) => {
    const proof = inForm(form, withSlip(ownText, difference))
    expect(stale(proof)).toEqual([])
    expect(summaryOf(proof).matched).toBe(39)
  })
})

test.each(mistakes)('with the patch $name is put right', (mistake) => {
  const better = corrected(inForm('Markdown', withSlip(ownText, mistake)))
  expect(stale(better)).toEqual([])
  expect(shownIn(better).filter(({ standing }) => standing === 'replaced')).toEqual([])
})

// Numbers of lines can't be counted on by a patch, and HTML has none.
const patched = every.filter((form) => form !== 'HTML' && form !== 'plain text with numbered lines')

describe.each(patched)('with the patch, as %s', (form) => {
  test('nothing is stale in a text with all mistakes', () => {
    const all = mistakes.reduce((text, mistake) => withSlip(text, mistake), ownText)
    const proof = inForm(form, all)
    expect(staleIn(proof).length).toBeGreaterThanOrEqual(30)
    expect(stale(corrected(proof))).toEqual([])
  })
})
