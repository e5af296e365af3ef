import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import type { Answer } from '../../property/property.ts'
import type { ReportedClaim, ReportedConjunct } from '../report.ts'
import { conjunctTable } from './conjunct-table.ts'

const conjunct = (answer: Answer, more: Partial<ReportedConjunct> = {}): ReportedConjunct => ({
  what: 'the Job is there',
  when: 'at first',
  expected: 'yes',
  answer,
  look: { at: new Date(13_000).toISOString(), found: false, sources: [] },
  ...more,
})
function rows(...conjuncts: ReportedConjunct[]) {
  const claim: ReportedClaim = {
    id: 'job/a',
    step: '1',
    says: 'It is there.',
    scenario: 'single',
    verdict: 'new drift',
    settled: new Date(13_000).toISOString(),
    conjuncts,
  }
  const { document } = parseHTML(`<body>${conjunctTable(claim, 1000).text}</body>`)
  return [...document.querySelectorAll('tbody tr')].map((row) => ({
    isMarked: row.className === 'decided',
    texts: [...row.children].map(({ textContent }) => textContent?.replaceAll(/\s+/g, ' ').trim()),
  }))
}

test('a row has the answer, when, what was looked at, what was expected and what was found', () => {
  const [row] = rows(conjunct('fails', { when: 'at no moment', from: 'it is made', until: 'it is gone' }))
  expect(row?.texts).toEqual([
    '✗fails',
    'at no moment from the moment that it is made, until it is gone',
    'the Job is there',
    'never yes',
    'no at 0:12.0',
  ])
})

test('where a conjunct fails it is marked, else all are', () => {
  const marks = (...answers: Answer[]) =>
    rows(...answers.map((one) => conjunct(one))).map((row) => row.isMarked)
  expect(marks('holds', 'fails', 'open')).toEqual([false, true, false])
  expect(marks('holds', 'holds')).toEqual([true, true])
})

test('what is not certain says so, and why', () => {
  const { look: _, ...unseen } = conjunct('open')
  const found = rows(unseen, conjunct('open'), conjunct('open', { because: 'the recorder did not run' }))
  expect(found.map(({ texts }) => texts.at(-1))).toEqual([
    'nothing to see so far',
    'no at 0:12.0, so far',
    'no at 0:12.0, not decided: the recorder did not run',
  ])
})
