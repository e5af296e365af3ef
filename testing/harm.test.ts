import { expect, test } from 'vitest'
import { judgedText } from '../src/proofread/judge-text.ts'
import { harmsOf } from './harm.ts'
import { fileOf, sessionIn, type OwnLines } from './own-lines.ts'
import { typingOfAnswers } from './typed-session.ts'

const own: OwnLines = {
  form: 'Markdown',
  lineEnd: '\n',
  lines: [
    { own: 'Look at it.' },
    { own: '> ```' },
    { own: '> $ kubectl get job', typed: { prompt: '$ ', line: 'kubectl get job' } },
    { printedBy: 1, before: '> ', mark: '' },
    { own: '> ```' },
  ],
}

const table = ['NAME     COMPLETIONS   DURATION   AGE', 'sleepy   1/1           5s         17s']
const answer =
  'NAME     STATUS     COMPLETIONS   DURATION   AGE\nsleepy   Complete   1/1           6s         24s'

/** What is said of a text that prints one thing and then another. */
function harms(before: readonly string[], printed: readonly string[], answered = answer): string[] {
  const session = sessionIn(fileOf(own, new Map([[1, before]])), own)
  if (!session) throw new Error('expected its own lines')
  const judged = judgedText('text.md', session, [typingOfAnswers({ 1: answered })])
  const after = fileOf(own, new Map([[1, printed]]))
  return harmsOf({ own, judged, after, noise: new Map([[1, new Set(['24s'])]]) })
}

test('what was said to be stale may be edited, and spaces between columns', () => {
  const patched = [
    'NAME     STATUS     COMPLETIONS   DURATION   AGE',
    'sleepy   Complete   1/1           5s         17s',
  ]
  expect(harms(table, patched)).toEqual([])
  expect(harms(table, table)).toEqual([])
})

test.each([
  [
    'a value that is another in each run',
    table,
    [table[0] ?? '', 'sleepy   1/1           5s         24s'],
    /24s/,
  ],
  [
    'a row that the author has left out',
    table,
    [...table, 'other    1/1           5s         17s'],
    /left out/,
  ],
  ['a line of which nothing is stale', ['sleepy'], ['another'], /Nothing is stale/],
  ['a document that is none any more', ['{"kind": "JobList"}'], ['{"kind": "JobList",,}'], /no document/],
])('%s is a harm', (_, before, after, wanted) => {
  expect(harms(before, after, before === table ? answer : before.join('\n')).join('\n')).toMatch(wanted)
})

test.each([
  ['a typed line is gone', (file: string) => file.replace('> $ kubectl get job\n', '')],
  ['prose is another', (file: string) => file.replace('Look', 'See')],
  ['a mark of a quotation is gone', (file: string) => file.replace('> sleepy', 'sleepy')],
  ['a fence is gone', (file: string) => file.replace(/\n> ```$/, '')],
])('that %s is a harm', (_, harm) => {
  const file = fileOf(own, new Map([[1, table]]))
  const session = sessionIn(file, own)
  if (!session) throw new Error('expected its own lines')
  const judged = judgedText('text.md', session, [typingOfAnswers({ 1: answer })])
  expect(harm(file)).not.toBe(file)
  expect(harmsOf({ own, judged, after: harm(file), noise: new Map() })).toEqual([
    'A typed line, prose or a mark of the form is not as it was.',
  ])
})
