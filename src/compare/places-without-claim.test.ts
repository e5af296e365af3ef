import { expect, test } from 'vitest'
import type { Source } from '../property/source.ts'
import { judgedOn } from '../../testing/judged-on.ts'
import { contentOf, partsOf, valueOf } from './content.ts'
import { placesWithoutClaim } from './places-without-claim.ts'
import type { Seen } from './seen.ts'

type Command = Extract<Source, { type: 'command' }>

/** The places of what was printed that are left when a claim looks at some. */
function left(printed: string, looks: readonly Command['place'][], because: Seen['because'] = 'lab') {
  const content = partsOf([
    ['exit code', valueOf('0')],
    ['stdout', contentOf(printed)],
  ])
  const seen = new Map([['', { scenario: 'single', of: 'a line', command: 7, because, content }]])
  const sources = looks.map((place): Source => ({
    type: 'command',
    command: 7,
    part: 'stdout',
    ...(place && { place }),
  }))
  const judged = [judgedOn('a/a', { sources })]
  return placesWithoutClaim([{ seen, judged }], new Set(['single'])).flatMap(({ places }) => places)
}

test('a column that no claim looks at', () => {
  const table = 'NAME   STATUS   AGE\na      Yes      1s\n'
  expect(left(table, [{ column: 'STATUS' }])).toEqual(['stdout NAME', 'stdout AGE'])
  expect(left(table, [{ column: 'STATUS' }, { column: 'AGE' }, { column: 'NAME' }])).toEqual([])
})

test('a part that no claim looks into stands for all that is in it', () => {
  const json = JSON.stringify({
    kind: 'List',
    metadata: { one: 1, other: 2 },
    items: [
      { name: 'a', spec: { c: 3, d: 4 } },
      { name: 'b', spec: { c: 5 } },
    ],
  })
  expect(left(json, [{ path: 'items.*.spec.c' }])).toEqual([
    'stdout kind',
    'stdout metadata',
    'stdout items[*].name',
    'stdout items[*].spec.d',
  ])
  expect(left(json, [])).toEqual(['stdout'])
})

test('who looks at a text looks at all of it, which is not so of a document', () => {
  expect(left('some words', [undefined])).toEqual([])
  expect(left('some words', [])).toEqual(['stdout'])
  expect(left('Name:   a\nLabels: b\n', [undefined, { field: 'Name' }])).toEqual(['stdout Labels'])
})

test('what is typed to see more is not of the lab', () => {
  expect(left('some words', [], 'also')).toEqual([])
  expect(left('some words', [], 'instead')).toEqual(['stdout'])
})
