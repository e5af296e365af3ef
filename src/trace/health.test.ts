import { describe, expect, test } from 'vitest'
import { ailmentsInWords } from '../property/reason-words.ts'
import type { Ailment } from './ailment.ts'
import type { TraceEvent } from './event.ts'
import { Health } from './health.ts'

const start = Date.parse('2026-11-24T10:00:00Z')
const at = (seconds: number) => start + seconds * 1000
const rfc3339 = (seconds: number) => new Date(at(seconds)).toISOString()

const beat = (seconds: number, wall = seconds): TraceEvent => ({
  type: 'heartbeat',
  at: at(seconds),
  wall: at(wall),
})
const renewal = (component: string, seconds: number, arrives = seconds): TraceEvent => ({
  type: 'lease',
  at: at(arrives),
  component,
  renewed: rfc3339(seconds),
})
const pod = (seconds: number, reason?: string) => podWith(seconds, reason ? { waiting: { reason } } : {})
const podWith = (
  seconds: number,
  state: object,
  metadata: object = {},
  status: object = { containerStatuses: [{ restartCount: 0, state }] },
): TraceEvent =>
  ({
    type: 'object',
    at: at(seconds),
    change: 'modified',
    object: {
      kind: 'Pod',
      metadata: {
        name: 'sleepy',
        namespace: 'n',
        uid: 'a',
        resourceVersion: '1',
        creationTimestamp: rfc3339(0),
        ...metadata,
      },
      status,
    },
  }) as unknown as TraceEvent

function healthOf(...events: TraceEvent[]): Health {
  const health = new Health()
  for (const event of events) health.take(event)
  return health
}
const beats = (...seconds: number[]) => seconds.map((second) => beat(second))
const words = (ailments: readonly Ailment[] | undefined) => ailments && ailmentsInWords(ailments)
const slack = (health: Health, from: number, to: number) => health.slack([{ from: at(from), to: at(to) }])

test('a machine on which all is on time excuses nothing', () => {
  const health = healthOf(...beats(0, 1, 2, 3), renewal('kube-scheduler', 1), renewal('kube-scheduler', 3.02))
  expect(slack(health, 0, 3)).toBeUndefined()
  expect(health.since(at(0))).toBeUndefined()
})

test('where nobody can tell how the cluster is, anything is suspicious', () => {
  const header = { type: 'header', at: at(0), unwitnessed: 'no Leases' } as unknown as TraceEvent
  expect(words(healthOf(header, ...beats(0, 1)).suspicion(at(0)))).toBe('no Leases')
  expect(healthOf(...beats(0, 1)).suspicion(at(0))).toBeUndefined()
})

test('what a quota keeps a controller from making is no fault of the controller', () => {
  const hindrance: TraceEvent = { type: 'hindrance', at: at(2), namespace: 'n', message: 'exceeded quota' }
  const health = healthOf(...beats(0, 1), hindrance)
  expect(words(health.suspicion(at(1)))).toBe('an object could not be made or placed: exceeded quota')
  expect(health.suspicion(at(3))).toBeUndefined()
})

test('a recorder that was away excuses so many seconds, about then', () => {
  const health = healthOf(...beats(0, 1, 9, 10))
  expect(slack(health, 5, 8)).toMatchObject({ late: 7, why: [{ kind: 'recorder away', seconds: 7 }] })
  expect(slack(health, -9, -8)).toBeUndefined()
})

test('what is late by a tenth may show as a second, but is no reason for what never came', () => {
  const health = healthOf(...beats(0, 1, 2.3))
  expect(slack(health, 0, 3)).toMatchObject({ late: 1 })
  expect(health.since(at(0))).toBeUndefined()
})

test('a component that renews its lease late was away, and what has one cause counts once', () => {
  const [first, second] = [renewal('kube-controller-manager', 0), renewal('kube-controller-manager', 9)]
  const ill = healthOf(first, ...beats(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), second)
  expect(slack(ill, 3, 4)).toMatchObject({
    late: 7,
    why: [{ kind: 'lease late', component: 'kube-controller-manager', seconds: 7 }],
  })
  const both = healthOf(first, ...beats(0, 1, 9), second)
  expect(slack(both, 3, 4)).toMatchObject({ late: 7 })
})

test('a component that does not renew it any more excuses everything', () => {
  const health = healthOf(
    renewal('kube-scheduler', 0),
    ...Array.from({ length: 12 }, (_, second) => beat(second)),
  )
  expect(health.since(at(5))).toMatchObject({
    late: Number.POSITIVE_INFINITY,
    why: [{ kind: 'lease missing', component: 'kube-scheduler', seconds: 11 }],
  })
})

test('a node renews every ten seconds', () => {
  const often = Array.from({ length: 22 }, (_, second) => beat(second))
  const renewals = [renewal('node', 0), renewal('node', 10.3), renewal('node', 20.6)]
  const all = [...often, ...renewals].toSorted((a, b) => a.at - b.at)
  expect(slack(healthOf(...all), 0, 20)).toBeUndefined()
})

test('a watch that tells of a renewal late is not the component being late', () => {
  const health = healthOf(
    ...[0, 1, 2, 3, 4, 5].map((second) => beat(second)),
    renewal('kube-scheduler', 0, 5),
    renewal('kube-scheduler', 2, 5),
    renewal('kube-scheduler', 4, 5),
  )
  expect(slack(health, 0, 5)).toBeUndefined()
})

test('a clock that was set explains what seems early, or late', () => {
  const forward = healthOf(beat(0), beat(1), beat(2, 7), beat(3, 8))
  expect(slack(forward, 0, 3)).toMatchObject({ late: 5, early: 0 })
  const back = healthOf(beat(0), beat(1), beat(2, -3), beat(3, -2))
  expect(slack(back, 0, 3)).toMatchObject({ late: 0, early: 5 })
})

describe('an image that can not be had', () => {
  test('excuses everything while it lasts', () => {
    const health = healthOf(...beats(0, 1), pod(2, 'ErrImagePull'), ...beats(3, 4))
    expect(health.since(at(0))).toMatchObject({
      why: [{ kind: 'container not started', pod: 'sleepy', reason: 'ErrImagePull' }],
    })
  })
  test('and so long when it is over', () => {
    const health = healthOf(...beats(0, 1), pod(2, 'ErrImagePull'), ...beats(3, 4), pod(5), beat(6))
    expect(slack(health, 2, 3)).toMatchObject({ late: 3 })
  })
  test('a container that is just being made excuses nothing', () => {
    expect(healthOf(...beats(0, 1), pod(2, 'ContainerCreating'), beat(3)).since(at(0))).toBeUndefined()
  })
})

test('the clock of the cluster is found by the leases', () => {
  const health = healthOf(renewal('kube-scheduler', 5, 0), renewal('kube-scheduler', 7, 2.01))
  expect(health.byCluster(at(2))).toBe(at(7))
})

test('a server that could not be reached, or was not heard of, makes nothing late, but is suspicious', () => {
  const away: TraceEvent = { type: 'away', at: at(2), kind: 'Pod' }
  const broken = healthOf(...beats(0, 1), away, beat(3))
  expect(broken.since(at(0))).toBeUndefined()
  expect(words(broken.suspicion(at(0)))).toBe('the API server could not be reached')
  expect(broken.suspicion(at(3))).toBeUndefined()
  const held = [renewal('kube-scheduler', 1), renewal('kube-scheduler', 3, 6)]
  const all = [...beats(0, 1, 2, 3, 4, 5, 6), ...held].toSorted((a, b) => a.at - b.at)
  expect(words(healthOf(...all).suspicion(at(0)))).toBe('nothing was heard of the API server for 5.0 s')
})

test('a container that the runtime has lost excuses everything', () => {
  const ended = (reason: string) => podWith(2, { terminated: { exitCode: 255, reason } })
  expect(words(healthOf(ended('Unknown')).suspicion(at(0)))).toBe('the container of sleepy was lost: Unknown')
  expect(healthOf(ended('Unknown')).suspicion(at(3))).toBeUndefined()
  expect(healthOf(ended('Error')).suspicion(at(0))).toBeUndefined()
})

describe('what a pod tells', () => {
  const patient = (namespace: string, ...expects: string[]) => ({ namespace, expects })
  const waits = (reason: string) => podWith(2, { waiting: { reason } })
  const ended = (reason: string, metadata?: object) =>
    podWith(2, { terminated: { exitCode: 137, reason } }, metadata)
  const told = { deletionTimestamp: rfc3339(32), deletionGracePeriodSeconds: 30 }

  test.each([
    ['ImagePullBackOff', waits('ImagePullBackOff')],
    ['ErrImagePull', waits('ImagePullBackOff')],
    ['ImagePullBackOff', waits('ErrImagePull')],
    ['CreateContainerError', waits('CreateContainerError')],
    ['StartError', waits('RunContainerError')],
    ['RunContainerError', ended('StartError')],
    ['OOMKilled', ended('OOMKilled')],
  ])('is no illness where the lab has it so: %s', (expected, event) => {
    const health = healthOf(...beats(0, 1), event, beat(3))
    const suspicion = (...of: Parameters<typeof patient>) => words(health.suspicion(at(0), patient(...of)))
    expect(suspicion('n')).toMatch(/^the container of sleepy/)
    expect(suspicion('n', 'Evicted')).toMatch(/^the container of sleepy/)
    expect(suspicion('n', expected)).toBeUndefined()
  })
  test('is of its own scenario alone', () => {
    const health = healthOf(...beats(0, 1), waits('ErrImagePull'), ended('OOMKilled', { uid: 'b' }), beat(3))
    const spans = [{ from: at(0), to: at(3) }]
    expect(health.suspicion(at(0), patient('n'))).toBeDefined()
    expect(health.suspicion(at(0), patient('other'))).toBeUndefined()
    expect(health.slack(spans, patient('n'))).toBeDefined()
    expect(health.slack(spans, patient('other'))).toBeUndefined()
  })
  test('as what a quota forbids', () => {
    const event: TraceEvent = { type: 'hindrance', at: at(2), namespace: 'n', message: 'exceeded quota' }
    const health = healthOf(...beats(0, 1), event)
    expect(health.suspicion(at(0), patient('n'))).toBeDefined()
    expect(health.suspicion(at(0), patient('other'))).toBeUndefined()
  })
  test.each(['ContainerStatusUnknown', 'OOMKilled', 'StartError'])(
    'is nothing when it was told to stop: %s',
    (reason) => {
      const pastDeadline = podWith(
        2,
        {},
        {},
        {
          phase: 'Failed',
          reason: 'DeadlineExceeded',
          containerStatuses: [{ restartCount: 0, state: { terminated: { exitCode: 137, reason } } }],
        },
      )
      expect(healthOf(ended(reason)).suspicion(at(0), patient('n'))).toBeDefined()
      expect(healthOf(ended(reason, told)).suspicion(at(0), patient('n'))).toBeUndefined()
      expect(healthOf(pastDeadline).suspicion(at(0), patient('n'))).toBeUndefined()
    },
  )
  test('but that the runtime was started again, and lost it', () => {
    expect(words(healthOf(ended('Unknown', told)).suspicion(at(0), patient('n')))).toMatch(
      /was lost: Unknown$/,
    )
  })
  test('is looked for in each of its containers', () => {
    const containerStatuses = [{ running: {} }, { waiting: { reason: 'ErrImagePull' } }].map((state) => ({
      restartCount: 0,
      state,
    }))
    const health = healthOf(...beats(0, 1), podWith(2, {}, {}, { containerStatuses }), beat(3))
    expect(words(health.suspicion(at(0), patient('n')))).toMatch(/can't start: ErrImagePull/)
  })
})

test('a kubelet that renews its lease too soon was started again', () => {
  const often = beats(...Array.from({ length: 13 }, (_, second) => second))
  const all = (second: number) =>
    [...often, renewal('node', 0), renewal('node', second)].toSorted((a, b) => a.at - b.at)
  expect(healthOf(...all(10.02)).suspicion(at(0))).toBeUndefined()
  expect(words(healthOf(...all(7.1)).suspicion(at(0)))).toBe('the kubelet of node was started again')
})

describe('a kubelet that may have stood still between two renewals', () => {
  const often = beats(...Array.from({ length: 21 }, (_, second) => second))
  const status = (phase: string, reason?: string) => ({ phase, reason, startTime: rfc3339(0) })
  const wrote = (seconds: number, uid: string, version: object) => {
    const event = podWith(seconds, {}, { uid }, version) as TraceEvent & { type: 'object' }
    const object = { ...event.object, spec: { nodeName: 'node' } } as typeof event.object
    return { ...event, object, written: rfc3339(seconds) }
  }
  const kubelet = (...events: TraceEvent[]) =>
    healthOf(
      ...[...often, renewal('node', 0), renewal('node', 10.2), ...events].toSorted((a, b) => a.at - b.at),
    )
  const late = (health: Health, from: number, to: number, node = 'node') =>
    health.slack([{ from: at(from), to: at(to), node }])?.late
  const started = wrote(1, 'a', status('Running'))

  test('explains what is late since it was seen last', () => {
    expect(late(kubelet(), 0, 18)).toBe(8)
    expect(words(kubelet().slack([{ from: at(0), to: at(18), node: 'node' }])?.why)).toBe(
      'nothing was seen of the kubelet of node for 7.8 s',
    )
  })
  test('but not where it wrote of another pod meanwhile', () => {
    expect(late(kubelet(started, wrote(14, 'a', status('Succeeded'))), 0, 18)).toBe(4)
  })
  test('nor is what it did when it went on a sign that it had not stood still', () => {
    expect(late(kubelet(started, wrote(17, 'a', status('Succeeded'))), 0, 18)).toBe(8)
  })
  test('what others wrote of a pod is no sign of it', () => {
    expect(late(kubelet(started, wrote(14, 'a', status('Running'))), 0, 18)).toBe(8)
  })
  test('a pod that it started is one', () => {
    expect(late(kubelet(), 12, 18)).toBe(6)
  })
  test('it explains nothing on another node, nor what no kubelet does', () => {
    expect(late(kubelet(), 0, 18, 'other')).toBe(18)
    expect(slack(kubelet(), 0, 18)).toBeUndefined()
  })
})

test('it is known that all was well when each of those that renew often has done so again', () => {
  const health = healthOf(
    renewal('kube-scheduler', 3),
    renewal('kube-controller-manager', 2),
    renewal('node', 0),
  )
  expect(health.isKnown(at(1))).toBe(true)
  expect(health.isKnown(at(2))).toBe(false)
})

test('nor before the next heartbeat, which tells that the clock was set', () => {
  expect(healthOf(...beats(0, 1)).isKnown(at(0))).toBe(true)
  expect(healthOf(...beats(0, 1)).isKnown(at(1))).toBe(false)
})
