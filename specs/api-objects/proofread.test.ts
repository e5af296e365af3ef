import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { placeOf } from '../../src/compare/place.ts'
import { tracePath } from '../../src/lab/recorded-traces.ts'
import { judgedText } from '../../src/proofread/judge-text.ts'
import type { Standing } from '../../src/proofread/judged-text.ts'
import { sessionOf } from '../../src/session/session-of.ts'
import { givenText } from '../../src/text/given-text.ts'
import { readForm } from '../../src/text/read-form.ts'
import type { Text } from '../../src/text/text.ts'
import { isAtLength } from '../../testing/at-length.ts'
import { forms, ownText, withSlip, withSlips, type Form } from '../../testing/own-text.ts'
import { differences, mistakes, type Mistake } from '../../testing/slips.ts'
import { answersInTrace, typingOfRecorded } from '../../testing/typing-of-trace.ts'
import { lab } from './lab.ts'

// Texts of the lab, judged by what a recorded run has printed for the same lines.

const recorded = await answersInTrace(tracePath(lab, 'v1.37.2'))
/** In short those with most and with least of what a text has: its marks, its line ends. */
const every: readonly Form[] = isAtLength
  ? (Object.keys(forms) as Form[]).filter((form) => form !== 'plain text with numbered lines')
  : (['Markdown', 'HTML', 'text pasted from a page'] as const)

/** Forms in which the end of a session in a container, and what is typed into it, can't be told from what was printed. */
const isFlat = (form: Form) => /^(?:plain text|text pasted.*|Markdown with outputs.*)$/.test(form)

const judged = (text: Text) => {
  const session = sessionOf(text)
  return judgedText('text', session, [typingOfRecorded(session, recorded)])
}

const inForm = (form: Form, blocks: typeof ownText) => {
  const { file, write } = forms[form]
  return judged(readForm(file, write(blocks)))
}

const isStale = (standing: Standing) => /^(?:changed|missing|not printed any more)$/.test(standing)

interface Stale {
  typed: string
  place: string
}

const staleIn = ({ lines }: ReturnType<typeof judged>): Stale[] =>
  lines.flatMap(({ typed, places }) =>
    places
      .filter(({ standing }) => isStale(standing))
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
    expect(isFlat(form) ? [] : untold(proof)).toEqual([])
  })
})

// One by one they take their time: otherwise those of one text are tried at once.
test.runIf(isAtLength).each(mistakes)('$name is found', (mistake) => {
  const found = staleIn(inForm('Markdown', withSlip(ownText, mistake)))
  expect(found).not.toEqual([])
  expect(found.filter((stale) => !isOf(stale, mistake))).toEqual([])
})

test.runIf(isAtLength).each(differences)('$name says nothing', (difference) => {
  expect(staleIn(inForm('Markdown', withSlip(ownText, difference)))).toEqual([])
})

// A form may lose more of them than another. A text has as many as do not stand in each other's way.
describe.each(every)('in a text of our own as %s', (form) => {
  const tried = mistakes.filter(({ typed }) => typed !== 'ls' || !isFlat(form))
  test.each(withSlips(ownText, tried, ({ typed }) => typed))(
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
const folder = join(import.meta.dirname, '../../../shared/seed')
const missing = existsSync(folder) ? '' : ': not tried, there is no ../shared/seed'

describe.skipIf(missing !== '')(`the text of the lab${missing}`, () => {
  test('is judged, and known changes explain all that is stale in it but two mistakes of its own', async () => {
    const name = readdirSync(folder).find((file) => file.endsWith('.txt')) ?? ''
    const { lines } = judged(await givenText(join(folder, name)))
    const places = lines.flatMap((line) => line.places)
    const tally = Map.groupBy(places, ({ standing }) => standing)
    expect(tally.get('as printed')?.length).toBeGreaterThan(120)
    const unexplained = places.filter(({ standing, changes }) => isStale(standing) && changes.length === 0)
    expect(unexplained.map(({ path }) => path.at(-1)?.slice(0, 16))).toEqual(['kind', '# To proxy all o'])
  })
})
