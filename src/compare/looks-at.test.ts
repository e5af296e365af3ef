import { expect, test } from 'vitest'
import { cell, described, field } from '../property/answers.ts'
import { matches } from '../property/matcher.ts'
import { atFirst } from '../property/property.ts'
import { scenario } from '../lab/scenario.ts'
import { judgeAllRecorded } from '../judge/judge.ts'
import type { TraceEvent } from '../trace/event.ts'
import type { Property } from '../property/property.ts'
import { differencesOf } from './differences.ts'
import { looksAt } from './looks-at.ts'
import { placeOf } from './place.ts'
import { seenIn } from './seen.ts'

const which = { scenario: 'test', command: 1, at: 1 }
const run = (text: string): TraceEvent[] => [
  { type: 'header', at: 1, format: 2, server: 'v1.37.2', kubectl: 'v1.37.2', nodeImage: '', host: '' },
  { type: 'scenario', at: 1, scenario: 'test', state: 'begins', namespace: 'lab-test' },
  { type: 'typed', ...which, line: 'get', because: 'lab' },
  { type: 'output', ...which, stream: 'stdout', text },
  { type: 'exited', ...which, code: 0 },
  { type: 'scenario', at: 1, scenario: 'test', state: 'ends', namespace: 'lab-test' },
  { type: 'end', at: 1, outcome: 'complete' },
]

/** The places that differ between two texts, and how a claim looks at them. */
function looked(holds: Property, before: string, after: string) {
  const one = scenario('test', { files: [] }, async () => {})
  const [judgement] = judgeAllRecorded(
    [{ id: 'a/b', step: '1', says: '', in: one, holds, turnedRedBy: [] }],
    run(before),
  )
  const [seen, other] = [before, after].map((text) => [...seenIn(run(text)).values()][0])
  if (!seen || !other) throw new TypeError('expected something to be seen')
  return Object.fromEntries(
    differencesOf(seen.content, other.content, []).map((difference) => [
      placeOf(difference.path),
      looksAt(judgement, seen, difference),
    ]),
  )
}

const anything = matches(/^/)

test('who looks at a cell of one row looks at no other row', () => {
  const table = 'NAME    READY   AGE\nweb-0   1/1     1s\nweb-1   1/1     1s\n'
  const ofSecond = atFirst(cell('get', 'READY', { NAME: 'web-1' }), anything)
  expect(looked(ofSecond, table, table.replaceAll('1/1', '0/1'))).toEqual({
    'stdout READY[web-0]': 'not',
    'stdout READY[web-1]': 'there',
  })
  expect(looked(ofSecond, table, table.replace(/web-0.*\n/, ''))).toEqual({ 'stdout rows[web-0]': 'not' })
  expect(looked(ofSecond, table, table.replace(/web-1.*\n/, ''))).toEqual({ 'stdout rows[web-1]': 'there' })
})

test('who looks at a field inside another looks at no other field there', () => {
  const text = 'Name:    web\nPod Template:\n  Containers:\n   web:\n    Image:   busybox\n    Port:    80\n'
  const image = atFirst(described('get', 'Pod Template', 'Containers', 'web', 'Image'), anything as never)
  expect(looked(image, text, text.replace('busybox', 'nginx').replace('80', '81/TCP'))).toEqual({
    'stdout Pod Template.Image: busybox': 'there',
    'stdout Pod Template.Image: nginx': 'there',
    'stdout Pod Template.Port: <number>': 'not',
    'stdout Pod Template.Port: <number>/TCP': 'not',
  })
})

test('who looks at a key with a dot in it looks there', () => {
  const text = 'kind: Pod\nmetadata:\n  labels:\n    a.b/c: x\n    d: y\n'
  const label = atFirst(field('get', 'metadata.labels."a.b/c"'), anything)
  expect(looked(label, text, text.replace(': x', ': z').replace(': y', ': z'))).toEqual({
    'stdout metadata.labels.a.b/c': 'there',
    'stdout metadata.labels.d': 'not',
  })
})
