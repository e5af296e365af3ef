import { expect, test } from 'vitest'
import { tinyJudgedText, tinyNotes, tinyTrue } from '../../testing/tiny-judged-texts.ts'
import type { Standing } from './judged-text.ts'
import { exitCodeOfText, summaryOfText } from './text-summary.ts'

test('how many there are, and in which lines those stand that could not be read or tried', () => {
  const { judged } = tinyNotes()
  expect(summaryOfText(judged)).toMatchObject({
    boxes: { unread: [24] },
    typed: { all: 6, unread: [16, 17] },
    places: { all: 7, unread: [] },
    retype: 1,
  })
})

/** A text of one line with so many places of each standing. */
function textWith(standings: Partial<Record<Standing, number>>, answer: string | undefined = 'a') {
  const all = Object.entries(standings).flatMap(([standing, times]) =>
    Array.from({ length: times }, () => ({ standing: standing as Standing, at: 'a' })),
  )
  const line = {
    typed: 'kubectl get job',
    printed: 'a',
    places: all,
    ...(answer !== undefined && { answer }),
  }
  return summaryOfText(tinyJudgedText('a.md', '$ kubectl get job\na\n', [line]).judged)
}

test.each([
  [0, 'all as printed', textWith({ 'as printed': 3 })],
  [0, 'a tenth blocked', textWith({ 'as printed': 9, blocked: 1 })],
  [2, 'more than a tenth blocked', textWith({ 'as printed': 8, blocked: 1 })],
  [2, 'more than a tenth not read', textWith({ 'as printed': 17, blocked: 1, 'not read': 1 })],
  [2, 'nothing typed', summaryOfText(tinyJudgedText('a.md', 'Words.\n', [{ prose: 'Words.' }]).judged)],
  [2, 'nothing tried', summaryOfText(tinyJudgedText('a.md', 'a\n', [{ typed: 'a', blocked: 'b' }]).judged)],
  [1, 'one changed, the rest blocked', textWith({ blocked: 8, changed: 1 })],
  [1, 'one missing', textWith({ 'as printed': 9, missing: 1 })],
  [1, 'one not printed any more', textWith({ 'as printed': 9, 'not printed any more': 1 })],
  [
    1,
    'a line to be typed otherwise',
    summaryOfText(
      tinyJudgedText('a.md', 'a\n', [{ typed: 'a', answer: '', retype: ['delete-cascade-false'] }]).judged,
    ),
  ],
  [
    0,
    'lines without an answer in the text',
    summaryOfText(tinyJudgedText('a.md', 'a\n', [{ typed: 'a', answer: '' }]).judged),
  ],
] as const)('%i: %s', (code, _, summary) => {
  expect(exitCodeOfText(summary)).toBe(code)
})

test('what is missing is no printed place', () => {
  expect(textWith({ 'as printed': 2, missing: 1 }).places.all).toBe(2)
  expect(summaryOfText(tinyTrue().judged).places.all).toBe(1)
})
