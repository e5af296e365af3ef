import { describe, expect, test } from 'vitest'
import { noiseOf } from '../src/compare/noise-of.ts'
import { clusterOf } from '../src/proofread/cluster.ts'
import { corrected } from '../src/proofread/corrected.ts'
import { proofread } from '../src/proofread/proofread.ts'
import type { Proofreading } from '../src/proofread/proofreading.ts'
import { shownIn, staleIn, summaryOf } from '../src/proofread/summary.ts'
import { tracePath } from '../src/lab/recorded-traces.ts'
import { forms, ownText, withSlips, withSlip, type Form } from '../testing/own-text.ts'
import { differences, mistakes, type Mistake } from '../testing/slips.ts'
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
/** The forms beside Markdown in which each mistake and each difference is tried. */
const others = every.slice(0, 4).filter((form) => form !== 'Markdown')

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

/** What is stale, each with the mistakes that it may be of. */
const explained = (proof: Proofreading, all: readonly Mistake[]) =>
  staleIn(proof).map(({ shown, finding: { place } }) => ({
    place: `${shown.excerpt.plain.text}: ${place}`,
    of: all.filter(
      (mistake) => shown.excerpt.plain.text.startsWith(mistake.typed) && place.includes(mistake.place),
    ),
  }))

describe.each(mistakes)('$name', (mistake) => {
  const proof = inForm('Markdown', withSlip(ownText, mistake))

  test('is found', () => {
    const found = explained(proof, [mistake])
    expect(found).not.toEqual([])
    for (const { place, of } of found) expect(of, place).toEqual([mistake])
  })

  test('is put right with the patch', () => {
    const better = corrected(proof)
    expect(stale(better)).toEqual([])
    expect(shownIn(better).filter(({ standing }) => standing === 'replaced')).toEqual([])
  })
})

test.each(differences)('$name says nothing', (difference) => {
  const proof = inForm('Markdown', withSlip(ownText, difference))
  expect(stale(proof)).toEqual([])
  expect(summaryOf(proof).matched).toBe(39)
})

// What each of them does by itself is seen in Markdown; another form may lose more of it. A text has as many of them as
// do not stand in each other's way.
describe.each(others)('in a text of our own as %s', (form) => {
  describe.each(withSlips(ownText, mistakes, ({ typed }) => typed))(
    'with $slips.length mistakes',
    ({ text, slips }) => {
      const found = explained(inForm(form, text), slips)

      test.each(slips)('$name is found', (mistake) => {
        expect(found.filter(({ of }) => of.includes(mistake))).not.toEqual([])
      })

      test('what is found is of one of them', () => {
        expect(found.filter(({ of }) => of.length !== 1)).toEqual([])
      })
    },
  )

  test.each(withSlips(ownText, differences))('$slips.length differences say nothing', ({ text }) => {
    const proof = inForm(form, text)
    expect(stale(proof)).toEqual([])
    expect(summaryOf(proof).matched).toBe(39)
  })
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
