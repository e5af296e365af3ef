import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import type { Comparison } from '../../compare/comparison.ts'
import { cleaned } from '../../cleaned.ts'
import { tinyComparison } from '../../../testing/tiny-comparison.ts'
import { comparisonMarkdown } from './comparison-markdown.ts'
import { comparisonPage } from './comparison-page.ts'
import { comparisonInWords } from './comparison-words.ts'
import { exitCodeOfComparison } from './unclaimed.ts'

const only = (...types: string[]) => ({
  ...tinyComparison,
  changes: tinyComparison.changes.filter(({ owner }) => types.includes(owner.type)),
  uncompared: [],
})

test('in the terminal: the drifts, what belongs to nobody, and counts', () => {
  expect(comparisonInWords(tinyComparison).split('\n')).toEqual([
    '→ kubectl delete jobs.batch sleepy: stdout, job/delete-message, since kubectl 1.34',
    '? kubectl run -i -t busybox: stdout (rest)',
    '    + All is recorded. Press <enter>.',
    '! not compared: proxy: only the second run has it (1 subject)',
    '4 changes from v1.33.13 to v1.37.2 with kubectl v1.33.13: 1 unclaimed, 1 drifts, 1 allowed for, 1 accepted',
  ])
  expect(comparisonInWords(only())).toBe('0 changes from v1.33.13 to v1.37.2 with kubectl v1.33.13')
})

test('a machine that was not well is told of where something belongs to nobody', () => {
  const doubt = 'v1.37.2: a Lease is late'
  expect(comparisonInWords({ ...tinyComparison, doubt })).toContain(
    '! a change may be due to the machine, which was not well: v1.37.2: a Lease is late',
  )
  expect(comparisonInWords({ ...only('drift'), doubt })).not.toContain(doubt)
})

test('as Markdown', () => {
  expect(comparisonMarkdown(tinyComparison)).toMatchSnapshot()
  expect(comparisonMarkdown(only())).toContain('Nothing is different.')
})

test('as a page, with what stood there before and what stands there now', () => {
  const { document } = parseHTML(comparisonPage(tinyComparison))
  const texts = (selector: string) =>
    [...document.querySelectorAll(selector)].map((found) => found.textContent)
  expect(texts('h2')).toEqual([
    'Unclaimed: 1 change',
    'Drifts: 1 change',
    'Allowed for: 1 change',
    'Accepted: 1 change',
    'Not compared',
  ])
  expect(texts('del')).toEqual(['job.batch "sleepy" deleted', '2/5', '33'])
  expect(texts('ins')[0]).toBe('All is recorded.\nPress <enter>.')
})

test('nothing that others wrote is obeyed', () => {
  const [change] = tinyComparison.changes
  const hostile = change && {
    ...change,
    of: '<script>\u001B[2J\u202E',
    values: [null, '`````\n# x'] as [null, string],
  }
  const comparison = cleaned({ ...tinyComparison, changes: hostile ? [hostile] : [] })
  const page = comparisonPage(comparison)
  for (const text of ['<script', '\u001B', '\u202E']) expect(page).not.toContain(text)
  expect(comparisonMarkdown(comparison)).toMatch(/^ +`{6,}diff$/m)
})

describe('the exit code', () => {
  test.each<[string, Comparison, number]>([
    ['each change has an owner', only('drift', 'claim', 'accepted'), 0],
    ['some have none', tinyComparison, 1],
    ['the machine may have made them', { ...tinyComparison, doubt: 'v1.37.2: a Lease is late' }, 2],
    ['not all could be compared', { ...tinyComparison, changes: [] }, 2],
  ])('%s', (_, comparison, code) => {
    expect(exitCodeOfComparison(comparison)).toBe(code)
  })
})
