import { describe, expect, test } from 'vitest'
import type { Behaviour } from '../judge/behaviour.ts'
import { recordedOf, type Drift } from '../lab/drift.ts'
import { Property } from '../property/property.ts'
import { basisOf, boundsInWords, inferSince, type RunBehaviour } from './since.ts'
import { compareVersions, minorOf } from './version-order.ts'

const driftOf = (...change: string[]): Drift => ({ change, holds: new Property([]) })

/** What runs show of the newest change of a drift. */
function inferredOf(drift: Drift, seen: readonly RunBehaviour[]) {
  const recorded = recordedOf(drift).at(-1)
  if (!recorded) throw new TypeError('expected a change')
  return inferSince(recorded, seen)
}

const run = (server: string, behaviour: Behaviour, kubectl = server): RunBehaviour => ({
  versions: { server, kubectl },
  behaviour,
})
const asWritten = 'as the lab says'

describe('a drift that came with 1.31', () => {
  const drift = driftOf('job-failure-target')
  const inferred = (...seen: RunBehaviour[]) => {
    const since = inferredOf(drift, seen)
    return [boundsInWords(since), basisOf(since), since.agrees]
  }

  test('is seen on both sides where runs on both sides behave as recorded', () => {
    expect(inferred(run('v1.31.14', drift), run('v1.30.14', asWritten))).toEqual([
      '1.30 < since ≤ 1.31',
      'seen on both sides',
      true,
    ])
  })
  test('is said by its author where no run is on one of its sides', () => {
    expect(inferred(run('v1.31.14', drift), run('v1.37.2', drift))).toEqual([
      'since ≤ 1.31',
      'said by its author',
      true,
    ])
    expect(inferred(run('v1.30.14', asWritten))).toEqual(['1.30 < since', 'said by its author', true])
    expect(inferred()).toEqual(['', 'said by its author', true])
  })
  test('is bounded from further away where the versions beside it are not there', () => {
    expect(inferred(run('v1.29.0', asWritten), run('v1.33.13', drift))[0]).toBe('1.29 < since ≤ 1.33')
  })
  test.each([
    ['came sooner', [run('v1.30.14', drift)]],
    ['came later', [run('v1.31.14', asWritten), run('v1.32.13', drift)]],
    ['went again', [run('v1.30.14', asWritten), run('v1.31.14', drift), run('v1.32.13', asWritten)]],
    ['came between two patches', [run('v1.31.1', asWritten), run('v1.31.14', drift)]],
  ])('is a disagreement when it %s', (_, seen) => {
    expect(inferred(...seen).at(-1)).toBe(false)
  })
  test('is bounded by nothing that could not be judged, or was otherwise', () => {
    const others = [run('v1.32.13', undefined), run('v1.29.1', 'otherwise')]
    expect(inferred(run('v1.30.14', asWritten), run('v1.33.13', drift), ...others)).toEqual([
      '1.30 < since ≤ 1.33',
      'seen on both sides',
      true,
    ])
  })
  test('may have come with a release candidate', () => {
    expect(inferred(run('v1.30.14', asWritten), run('v1.31.0-rc.1', drift))[2]).toBe(true)
  })
})

test('what never was so is a disagreement where it is', () => {
  const never: Drift = {
    since: 'ever',
    axis: 'server',
    severity: 'cosmetic',
    instead: '',
    remedy: { words: '' },
    holds: new Property([]),
    source: '',
  }
  expect(inferredOf(never, [run('v1.30.14', never)])).toMatchObject({ by: '1.30', agrees: true })
  expect(inferredOf(never, [run('v1.30.14', asWritten)]).agrees).toBe(false)
})

test.each([
  ['1.36', '1.37', true],
  [undefined, '1.30', true],
  ['1.36', undefined, true],
  ['1.37', undefined, false],
])('what was seen first on 1.37 may have come between %s and %s: %s', (after, by, agrees) => {
  const seenFirst: Drift = {
    since: { by: '1.37' },
    axis: 'server',
    severity: 'cosmetic',
    instead: 'It is new.',
    remedy: { words: '' },
    holds: new Property([]),
  }
  const seen = [
    ...(after === undefined ? [] : [run(`v${after}.0`, asWritten)]),
    ...(by === undefined || by === after ? [] : [run(`v${by}.0`, seenFirst)]),
  ]
  expect(inferredOf(seenFirst, seen).agrees).toBe(agrees)
})

test('of what came after 1.30 no older version has it', () => {
  const between: Drift = {
    since: { after: '1.30', by: '1.37' },
    axis: 'server',
    severity: 'cosmetic',
    instead: 'It is new.',
    remedy: { words: '' },
    holds: new Property([]),
  }
  expect(inferredOf(between, [run('v1.31.0', between)]).agrees).toBe(true)
  expect(inferredOf(between, [run('v1.30.0', between)]).agrees).toBe(false)
})

test('two drifts that are in no record are told apart', () => {
  const said = {
    axis: 'server',
    severity: 'cosmetic',
    remedy: { words: '' },
    holds: new Property([]),
  } as const
  const first: Drift = { ...said, since: '1.31', instead: 'It is new.' }
  const second: Drift = { ...said, since: '1.36', instead: 'It is newest.' }
  const seen = [run('v1.30.0', asWritten), run('v1.33.0', first), run('v1.36.0', second)]
  expect(inferredOf(second, seen)).toMatchObject({ after: '1.33', by: '1.36', agrees: true })
})

test('of several steps each has its own bounds: a later one shows that those before had come', () => {
  const first = driftOf('job-failure-target')
  const second = driftOf('job-failure-target', 'run-session-ended')
  const seen = [run('v1.30.1', asWritten), run('v1.34.4', first), run('v1.36.1', second)]
  const inferred = [first, second].map((drift) => inferredOf(drift, seen))
  expect(inferred.map(boundsInWords)).toEqual(['1.30 < since ≤ 1.34', '1.34 < since ≤ 1.36'])
  expect(inferredOf(first, [run('v1.30.1', asWritten), run('v1.36.1', second)])).toMatchObject({
    after: '1.30',
    by: '1.36',
  })
})

test('an old kubectl on a new server shows whose drift it is', () => {
  const [ofKubectl, ofServer] = [driftOf('delete-namespace'), driftOf('job-failure-target')]
  const seen = (drift: Drift) => [
    run('v1.33.13', asWritten),
    run('v1.37.2', drift),
    run('v1.37.2', asWritten, 'v1.33.13'),
  ]
  expect(inferredOf(ofKubectl, seen(ofKubectl))).toMatchObject({
    agrees: true,
    axisIsSeen: true,
  })
  expect(inferredOf(ofServer, seen(ofServer))).toMatchObject({ agrees: false, axisIsSeen: false })
  const together = seen(ofKubectl).slice(0, 2)
  expect(inferredOf(ofKubectl, together)).toMatchObject({ agrees: true, axisIsSeen: false })
})

test('versions are in their order, what is none comes last', () => {
  const some = ['traces/x.ndjson', 'v1.37.2', 'v1.9.1', 'v1.37', 'v1.37.0-rc.1']
  expect(some.toSorted(compareVersions)).toEqual([
    'v1.9.1',
    'v1.37.0-rc.1',
    'v1.37',
    'v1.37.2',
    'traces/x.ndjson',
  ])
  expect(some.slice(1).map(minorOf)).toEqual(['1.37', '1.9', '1.37', '1.37'])
  expect(() => minorOf('x')).toThrow('expected a version')
})
