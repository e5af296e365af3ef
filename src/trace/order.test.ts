import { describe, expect, test } from 'vitest'
import type { TraceEvent } from './event.ts'
import type { Kind } from './kinds.ts'
import { Order } from './order.ts'

const change = (kind: Kind, revision: number): TraceEvent =>
  ({
    type: 'object',
    at: revision,
    change: 'modified',
    object: { kind, metadata: { name: `${kind}${revision}`, uid: kind, resourceVersion: String(revision) } },
  }) as TraceEvent
const progress = (kind: Kind, revision: number): TraceEvent => ({
  type: 'progress',
  at: 0,
  kind,
  revision: String(revision),
})
const typed = (line: string, revision?: number): TraceEvent => ({
  type: 'typed',
  at: 0,
  scenario: 's',
  command: 1,
  line,
  because: 'lab',
  ...(revision !== undefined && { revision: String(revision) }),
})
const ends = (revision?: number): TraceEvent => ({
  type: 'scenario',
  at: 0,
  scenario: 's',
  state: 'ends',
  namespace: 'n',
  ...(revision !== undefined && { revision: String(revision) }),
})

const word = (event: TraceEvent) => {
  if (event.type === 'object') return `${event.object.kind}@${event.object.metadata.resourceVersion}`
  if (event.type === 'typed') return event.line
  if (event.type === 'scenario') return event.state
  return event.type
}

/** What is handed on at each event, then at the end. */
const handed = (order: Order, ...events: TraceEvent[]) =>
  [...events.map((event) => order.take(event)), order.rest()].map((some) => some.map(word).join(' '))

describe('changes', () => {
  test('of one kind are handed on at once', () => {
    expect(handed(new Order('s', ['Pod']), change('Pod', 1), change('Pod', 3))).toEqual([
      'Pod@1',
      'Pod@3',
      '',
    ])
  })
  test('of two kinds come in the order of their revisions, when both watches have got as far', () => {
    const order = new Order('s', ['Pod', 'Job'])
    expect(handed(order, change('Job', 5), change('Pod', 3), change('Pod', 7), change('Job', 9))).toEqual([
      '',
      'Pod@3',
      'Job@5',
      'Pod@7',
      'Job@9',
    ])
  })
  test('a watch that says how far it has got holds nothing up', () => {
    const order = new Order('s', ['Pod', 'Job'])
    expect(handed(order, change('Job', 5), progress('Pod', 6))).toEqual(['', 'Job@5', ''])
  })
  test('of kinds that nobody looks at are left out', () => {
    expect(handed(new Order('s', ['Pod']), change('Job', 5), progress('Job', 6))).toEqual(['', '', ''])
  })
})

describe('what a student does', () => {
  test('comes after all that was there, and before all that came later, however late that is told', () => {
    const order = new Order('s', ['Pod'])
    expect(handed(order, change('Pod', 1), typed('get', 4), change('Pod', 3), change('Pod', 5))).toEqual([
      'Pod@1',
      '',
      'Pod@3',
      'get Pod@5',
      '',
    ])
  })
  test('at the same revision comes after the change', () => {
    expect(handed(new Order('s', ['Pod']), typed('get', 4), change('Pod', 4))).toEqual(['', 'Pod@4 get', ''])
  })
  test('without a revision has the place of its arrival', () => {
    const order = new Order('s', ['Pod', 'Job'])
    expect(handed(order, change('Pod', 1), change('Job', 2), typed('get'), change('Pod', 3))).toEqual([
      '',
      'Pod@1',
      '',
      'Job@2 get',
      'Pod@3',
    ])
  })
  test('keeps its own order', () => {
    expect(handed(new Order('s', ['Pod']), typed('one', 5), typed('two', 4), progress('Pod', 5))).toEqual([
      '',
      '',
      'one two',
      '',
    ])
  })
  test('waits for nothing where no object is looked at', () => {
    expect(handed(new Order('s', []), typed('get', 4), change('Pod', 4))).toEqual(['get', '', ''])
  })
})

describe('where each namespace has watches of its own', () => {
  const header = { type: 'header', at: 0, namespaces: ['n', 'other'] } as unknown as TraceEvent
  const begins: TraceEvent = { type: 'scenario', at: 0, scenario: 's', state: 'begins', namespace: 'n' }
  const inNamespace = (event: TraceEvent, namespace: string): TraceEvent =>
    event.type === 'object'
      ? { ...event, object: { ...event.object, metadata: { ...event.object.metadata, namespace } } as never }
      : ({ ...event, namespace } as TraceEvent)

  test('a watch of another namespace tells nothing of how far the own one has got', () => {
    const order = new Order('s', ['Pod', 'Job'])
    for (const event of [header, begins]) order.take(event)
    const events = [
      inNamespace(change('Job', 3), 'n'),
      inNamespace(change('Pod', 4), 'other'),
      inNamespace(progress('Pod', 5), 'other'),
      inNamespace(progress('Pod', 3), 'n'),
    ]
    expect(handed(order, ...events)).toEqual(['', '', '', 'Job@3', ''])
  })
})

describe('the end of a scenario', () => {
  test('comes when all watches have got as far', () => {
    const order = new Order('s', ['Pod', 'Job'])
    expect(handed(order, ends(5), progress('Pod', 5), progress('Job', 6))).toEqual(['', '', 'ends', ''])
  })
  test('breaks the scenario where one never did', () => {
    const order = new Order('s', ['Pod', 'Job'])
    for (const event of [progress('Pod', 9), change('Job', 3), ends(5)]) order.take(event)
    expect(order.rest()).toMatchObject([
      {
        state: 'breaks',
        reason: 'the watch of Jobs did not get as far as the end of the scenario',
        lost: 'watch',
      },
    ])
  })
  test('of a trace that has no revisions is the end', () => {
    const order = new Order('s', ['Pod', 'Job'])
    expect(handed(order, change('Job', 3), ends())).toEqual(['', '', 'Job@3 ends'])
  })
})

test('the end of the trace comes last', () => {
  const end: TraceEvent = { type: 'end', at: 9, outcome: 'complete' }
  expect(handed(new Order('s', ['Pod', 'Job']), change('Job', 3), end)).toEqual(['', 'Job@3 end', ''])
})
