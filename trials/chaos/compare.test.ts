import { expect, test } from 'vitest'
import type { TraceEvent } from '../../src/trace/event.ts'
import { differencesHeard } from './compare.ts'
import type { SeenOfKind } from './second-recorder.ts'

const told = (
  uid: string,
  revision: number,
  change: 'modified' | 'deleted' = 'modified',
  namespace = 'lab',
) =>
  ({
    type: 'object',
    at: 0,
    change,
    object: { kind: 'Pod', metadata: { uid, name: uid, namespace, resourceVersion: String(revision) } },
  }) as unknown as TraceEvent
const progress = (revision: number): TraceEvent => ({
  type: 'progress',
  at: 0,
  kind: 'Pod',
  revision: String(revision),
})
const gap: TraceEvent = { type: 'gap', at: 0, kind: 'Pod', since: 0 }

const nothing = (): SeenOfKind => ({ changes: [], from: 1, to: 100, gaps: [] })
function seen(
  changes: [uid: string, revision: number, isDeleted?: boolean][],
  more: Partial<SeenOfKind> = {},
) {
  const pods = changes.map(([uid, revision, isDeleted = false]) => ({
    kind: 'Pod' as const,
    namespace: 'lab',
    name: uid,
    uid,
    revision,
    isDeleted,
  }))
  return { Job: nothing(), Pod: { ...nothing(), changes: pods, ...more } }
}
const compared = (events: TraceEvent[], other: ReturnType<typeof seen>) =>
  differencesHeard([progress(2), ...events, progress(100)], other, new Set(['lab']))

test('the same changes are no difference', () => {
  const found = compared(
    [told('a', 5), told('a', 7, 'deleted')],
    seen([
      ['a', 5],
      ['a', 7, true],
    ]),
  )
  expect(found).toEqual({ compared: 2, lost: [], doubled: [], invented: [] })
})

test('what is lost, doubled or invented is named', () => {
  const { lost, doubled, invented } = compared(
    [told('a', 5), told('a', 5), told('b', 6)],
    seen([
      ['a', 5],
      ['c', 9],
    ]),
  )
  expect(lost).toEqual(['Pod lab/c at revision 9'])
  expect(doubled).toEqual(['Pod lab/a at revision 5'])
  expect(invented).toEqual(['Pod lab/b at revision 6'])
})

test('a deletion is another change than the version before it', () => {
  expect(
    compared(
      [told('a', 5)],
      seen([
        ['a', 5],
        ['a', 6, true],
      ]),
    ).lost,
  ).toEqual(['Pod lab/a at revision 6, deleted'])
})

test('what was before, or in another namespace, is not compared', () => {
  expect(compared([told('x', 9, 'modified', 'other')], seen([['a', 2]]))).toMatchObject({
    lost: [],
    invented: [],
  })
})

test('what happened when the trace was over is not lost', () => {
  const other = seen([['a', 50]])
  expect(differencesHeard([progress(2), progress(40)], other, new Set(['lab'])).lost).toEqual([])
})

test('a gap excuses what was missed in it, and nothing else', () => {
  const events = [told('a', 5), gap, told('a', 20), progress(20)]
  expect(
    compared(
      events,
      seen([
        ['a', 5],
        ['a', 9],
        ['a', 20],
        ['a', 30],
      ]),
    ).lost,
  ).toEqual(['Pod lab/a at revision 30'])
})

test('what the other one missed is not invented', () => {
  expect(compared([told('a', 5)], seen([], { gaps: [[4, 10]] })).invented).toEqual([])
  expect(compared([told('a', 90)], seen([], { to: 80 })).invented).toEqual([])
})
