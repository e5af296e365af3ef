import { expect, test } from 'vitest'
import type { TraceEvent } from '../trace/event.ts'
import { World } from '../trace/world.ts'
import { cell, column, described, field, fieldOfEach, stdout } from './answers.ts'
import type { Observation } from './observation.ts'

/** What is seen of a line that has printed a text, and ended. */
function seenOf<T>(look: Observation<T>, text: string, { code = 0, keys = '' } = {}) {
  const world = new World('test')
  const which = { scenario: 'test', command: 1, at: 1 }
  const events: TraceEvent[] = [
    { type: 'scenario', at: 1, scenario: 'test', state: 'begins', namespace: 'lab-test' },
    { type: 'typed', ...which, line: 'get', because: 'lab' },
    { type: 'output', ...which, stream: 'stdout', text },
    ...(keys === '' ? [] : [{ type: 'input', ...which, text: keys } as const]),
    { type: 'exited', ...which, code },
  ]
  for (const event of events) world.apply(event)
  return look.look(world)
}

const pods = `NAME      READY   STATUS
db-0      1/1     Running
web-b2x   0/1     Pending
web-c3y   1/1     Running
`

test('a cell is that of the first row that has the wanted cells, and of no other', () => {
  expect(seenOf(cell('get', 'READY'), pods)?.found).toBe('1/1')
  const ofWeb = seenOf(cell('get', 'READY', { NAME: /^web-/ }), pods)
  expect(ofWeb).toMatchObject({ found: '0/1', sources: [{ place: { column: 'READY', row: 'web-b2x' } }] })
  expect(seenOf(cell('get', 'NAME', { NAME: /^web-/, STATUS: 'Running' }), pods)?.found).toBe('web-c3y')
})

test('that there is no such row, or column, is something to see', () => {
  expect(seenOf(cell('get', 'READY', { NAME: 'web' }), pods)?.found).toBeNull()
  expect(seenOf(cell('get', 'READY', { KIND: 'Pod' }), pods)?.found).toBeNull()
  expect(seenOf(cell('get', 'AGE', { NAME: 'db-0' }), pods)?.found).toBeNull()
  expect(seenOf(cell('get', 'READY', { NAME: 'db-0' }), '')?.found).toBeNull()
})

test('a cell by its row is named in words', () => {
  expect(cell('get', 'READY', { NAME: /^web-/, STATUS: 'Running' }).name).toBe(
    'the cell READY in the row with NAME /^web-/ and STATUS Running of “get”',
  )
})

const deployment = JSON.stringify({
  metadata: { annotations: { 'deployment.kubernetes.io/revision': '2' } },
  items: [{ labels: { 'a.b/c': 'x' } }],
})

test('a key with a dot in it stands in quotes', () => {
  const path = 'metadata.annotations."deployment.kubernetes.io/revision"'
  expect(seenOf(field('get', path), deployment)?.found).toBe('2')
  expect(
    seenOf(field('get', 'metadata.annotations.deployment.kubernetes.io/revision'), deployment)?.found,
  ).toBeNull()
  expect(seenOf(fieldOfEach('get', 'items', 'labels."a.b/c"'), deployment)?.found).toEqual(['x'])
})

test('a field inside others is seen at its place', () => {
  const text = 'Name:  web\nPod Template:\n  Containers:\n   nginx:\n    Image:  nginx:1\n'
  const image = described('get', 'Pod Template', 'Containers', 'nginx', 'Image')
  expect(seenOf(image, text)).toMatchObject({
    found: ['nginx:1'],
    sources: [{ place: { field: 'Pod Template', inside: ['Containers', 'nginx', 'Image'] } }],
  })
  expect(image.name).toBe('the field Pod Template › Containers › nginx › Image of “get”')
  expect(seenOf(described('get', 'Pod Template', 'Image'), text)?.found).toEqual([])
})

test('what a program printed until Ctrl-C counts, and not what one printed that failed', () => {
  expect(seenOf(column('get', 'READY'), pods, { code: 1, keys: 'Ctrl-C' })).not.toHaveProperty('flaw')
  const shown = seenOf(column('get', 'READY'), `${pods}^C`, { code: 1, keys: 'Ctrl-C' })
  expect(shown?.found).toEqual(['1/1', '0/1', '1/1'])
  expect(seenOf(column('get', 'READY'), pods, { code: 130, keys: 'Ctrl-C' })).not.toHaveProperty('flaw')
  expect(seenOf(column('get', 'READY'), pods, { code: 1, keys: 'q' })).toHaveProperty('flaw')
  expect(seenOf(stdout('get'), pods, { code: 1 })).toHaveProperty('flaw')
})
