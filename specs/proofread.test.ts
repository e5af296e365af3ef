import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { placeOf } from '../src/compare/place.ts'
import { tracePath } from '../src/lab/recorded-traces.ts'
import { judgedText } from '../src/proofread/judge-text.ts'
import { sessionOf } from '../src/session/session-of.ts'
import { givenText } from '../src/text/given-text.ts'
import { readForm } from '../src/text/read-form.ts'
import type { Text } from '../src/text/text.ts'
import { forms, ownText, withSlip, withSlips, type Form } from '../testing/own-text.ts'
import { differences, mistakes, type Mistake } from '../testing/slips.ts'
import { recordedAnswers, typingOfRecorded } from '../testing/typing-of-trace.ts'
import { lab } from './api-objects/lab.ts'

// Texts of the lab, judged by what a recorded run has printed for the same lines.

const recorded = await recordedAnswers(tracePath(lab, 'v1.37.2'))
const every = Object.keys(forms) as Form[]

const judged = (text: Text) => {
  const session = sessionOf(text)
  return judgedText('text', session, [typingOfRecorded(session, recorded)])
}

const inForm = (form: Form, blocks: typeof ownText) => {
  const { file, write } = forms[form]
  return judged(readForm(file, write(blocks)))
}

interface Stale {
  typed: string
  place: string
}

const staleIn = ({ lines }: ReturnType<typeof judged>): Stale[] =>
  lines.flatMap(({ typed, places }) =>
    places
      .filter(({ standing }) => ['changed', 'missing', 'not printed any more'].includes(standing))
      .map(({ path }) => ({ typed: typed.line, place: placeOf(['', ...path]).trim() })),
  )

/** The places with a standing in which nothing is said of them. */
const untold = ({ lines }: ReturnType<typeof judged>) =>
  lines.flatMap(({ places }) => places.filter(({ standing }) => /^(?:blocked|not read)$/.test(standing)))

const isOf = ({ typed, place }: Stale, mistake: Mistake) =>
  typed.startsWith(mistake.typed) &&
  (place.includes(mistake.place) || (mistake.place === 'columns' && place.startsWith('STATUS')))

describe.each(every)('a text of our own as %s', (form) => {
  test('is right: nothing is stale, and something is said of all of it', () => {
    const proof = inForm(form, ownText)
    expect(staleIn(proof)).toEqual([])
    expect(untold(proof)).toEqual([])
  })
})

test.each(mistakes)('$name is found', (mistake) => {
  const found = staleIn(inForm('Markdown', withSlip(ownText, mistake)))
  expect(found).not.toEqual([])
  expect(found.filter((stale) => !isOf(stale, mistake))).toEqual([])
})

test.each(differences)('$name says nothing', (difference) => {
  expect(staleIn(inForm('Markdown', withSlip(ownText, difference)))).toEqual([])
})

// What each of them does by itself is seen in Markdown; another form may lose more of it. A text has as many of them as
// do not stand in each other's way.
describe.each(every.filter((form) => form !== 'Markdown'))('in a text of our own as %s', (form) => {
  test.each(withSlips(ownText, mistakes, ({ typed }) => typed))(
    'each of $slips.length mistakes is found, and nothing else',
    ({ text, slips }) => {
      const found = staleIn(inForm(form, text))
      expect(slips.filter((mistake) => !found.some((stale) => isOf(stale, mistake)))).toEqual([])
      expect(found.filter((stale) => !slips.some((mistake) => isOf(stale, mistake)))).toEqual([])
    },
  )

  test.each(withSlips(ownText, differences))('$slips.length differences say nothing', ({ text }) => {
    expect(staleIn(inForm(form, text))).toEqual([])
  })
})

// The lab's own text is not kept here; where it is at hand it stands beside the checkout.
const folder = join(import.meta.dirname, '../../shared/seed')
const missing = existsSync(folder) ? '' : ': not tried, there is no ../shared/seed'

describe.skipIf(missing !== '')(`the text of the lab${missing}`, () => {
  test('is judged', async () => {
    const name = readdirSync(folder).find((file) => file.endsWith('.txt')) ?? ''
    const proof = judged(await givenText(join(folder, name)))
    const places = proof.lines.flatMap((line) => line.places)
    const tally = Object.fromEntries(
      [...Map.groupBy(places, ({ standing }) => standing)].map(([standing, all]) => [standing, all.length]),
    )
    const unexplained = proof.lines.flatMap(({ typed, places: own }) =>
      own
        .filter(
          (one) =>
            ['changed', 'missing', 'not printed any more'].includes(one.standing) && one.changes.length === 0,
        )
        .map((one) => `${typed.line} ${one.path.join('.')}: ${one.printed} → ${one.shown}`),
    )
    console.log(
      JSON.stringify(
        {
          tally,
          unexplained,
          blocked: proof.lines.flatMap(({ typed, places: own }) =>
            own
              .filter((one) => /blocked|not read/.test(one.standing))
              .map((one) => `${typed.line.slice(0, 40)} ${one.path.join('.')}: ${one.printed} ${one.reason}`),
          ),
        },
        null,
        1,
      ),
    )
    expect(tally).toEqual({})
  })
})
