import { expect, test } from 'vitest'
import { are, inWords, is } from './matcher.ts'
import type { Conjunct } from './property.ts'
import { conjunctsInWords, statementInWords } from './words.ts'

const conjunct: Conjunct = { what: 'the Job is there', when: 'at first', expected: 'yes', answer: 'holds' }
const look = (found: unknown) => ({ look: { at: 0, found, sources: [] } })

test('what is expected and what is found are written alike', () => {
  for (const items of [[], ['a'], ['a', 'b']]) expect(are(...items).says).toBe(inWords(items))
  for (const value of [true, null, '', 'a', 5, { a: 1 }]) expect(is(value).says).toBe(inWords(value))
  expect([[], ['a', 'b'], [''], null, false, Number.NaN].map(inWords)).toEqual([
    'none',
    'a, b',
    'an empty text',
    'nothing there',
    'no',
    'no number',
  ])
})

test('numbers are rounded to milliseconds, however deep', () => {
  expect(inWords(31.733_000_04)).toBe('31.733')
  expect(inWords([1.000_04, 2])).toBe('1, 2')
  expect(inWords({ a: [0.123_456] })).toBe('{"a":[0.123]}')
})

test('a statement says when, in which window, of what, and what', () => {
  expect(statementInWords(conjunct)).toBe('at first: the Job is there: yes')
  expect(statementInWords({ ...conjunct, from: 'it is made', until: 'it is gone' })).toBe(
    'at first from the moment that it is made, until it is gone: the Job is there: yes',
  )
  expect(statementInWords({ ...conjunct, while: 'no Pod runs' })).toBe(
    'at first while no Pod runs: the Job is there: yes',
  )
  expect(statementInWords({ ...conjunct, until: 'it is gone', given: 'no Pod runs' })).toBe(
    'at first until it is gone, given that no Pod runs: the Job is there: yes',
  )
})

test('a conjunct has its sign, what it says and what was found', () => {
  expect(
    conjunctsInWords([
      { ...conjunct, ...look(true) },
      { ...conjunct, answer: 'fails', ...look(false) },
      { ...conjunct, answer: 'open', ...look(false) },
      { ...conjunct, answer: 'open' },
      { ...conjunct, answer: 'open', because: 'the recorder did not run for 12 s' },
    ]),
  ).toEqual([
    '✓ at first: the Job is there: expected yes; found yes',
    '✗ at first: the Job is there: expected yes; found no',
    '· at first: the Job is there: expected yes; found no so far',
    '· at first: the Job is there: expected yes; nothing to see so far',
    '· at first: the Job is there: expected yes; nothing to see, not decided: the recorder did not run for 12 s',
  ])
})

test('what does not count is found, but', () => {
  const flawed = { look: { at: 0, found: true, sources: [], flaw: 'exit code 1' } }
  expect(conjunctsInWords([{ ...conjunct, answer: 'fails', ...flawed }])).toEqual([
    '✗ at first: the Job is there: expected yes; found yes, but exit code 1',
  ])
})

test('what must never be is not called expected', () => {
  const never: Conjunct = { ...conjunct, when: 'at no moment', answer: 'fails', ...look(true) }
  expect(conjunctsInWords([never])).toEqual([
    '✗ at no moment: the Job is there: expected never yes; found yes',
  ])
})

test('what has several lines is put on one', () => {
  expect(conjunctsInWords([{ ...conjunct, ...look('NAME\n  a\n') }])[0]).toMatch(/found NAME a$/)
})

test('what was found is cut where it is long', () => {
  const [line] = conjunctsInWords([{ ...conjunct, ...look('x'.repeat(500)) }], 10)
  expect(line).toMatch(/found x{10} … \(490 characters more\)$/)
})
