import { expect, test } from 'vitest'
import { requestsIn } from '../../src/cluster/audit.ts'
import { figuresOf, sumUp } from './figures.ts'
import { goalsOf } from './goals.ts'
import { cpuSecondsIn } from './timed-run.ts'
import { ownBegin, toldOf } from './told.ts'

const asked = (at: number, userAgent: string, more: object = {}) =>
  JSON.stringify({
    stage: 'ResponseComplete',
    verb: 'get',
    user: { username: 'kubernetes-admin' },
    userAgent,
    requestReceivedTimestamp: new Date(at).toISOString(),
    stageTimestamp: new Date(at).toISOString(),
    ...more,
  })

const completes = (at: number) =>
  asked(at, 'kube-controller-manager', {
    verb: 'update',
    user: { username: 'system:serviceaccount:kube-system:job-controller' },
    objectRef: { resource: 'jobs', namespace: 'one' },
    responseObject: {
      metadata: { creationTimestamp: '2026-11-26T01:00:00Z' },
      spec: { completions: 5 },
      status: { conditions: [{ type: 'Complete', status: 'True' }] },
    },
  })

const requests = requestsIn(
  [
    asked(900, 'kubectl/v1.37.2'),
    asked(1100, 'kubectl/v1.37.2'),
    asked(1300, 'kubectl/v1.37.2'),
    asked(1400, ''),
    completes(3000),
    asked(9000, 'kubectl/v1.37.2'),
  ].join('\n'),
)

const run = {
  began: 1000,
  ended: 5000,
  cpuSeconds: 2,
  exitCode: 0,
  lines: [
    { at: 1200, text: ownBegin },
    { at: 3040, text: toldOf('five', true, 7) },
  ],
  told: [{ claim: 'five', holds: true, at: 3040 }],
} as const

test('a run took what lies between its start and its end', () => {
  expect(figuresOf(run, ['five', 'two'], requests)).toEqual({
    verdictSeconds: 2.04,
    wallSeconds: 4,
    cpuSeconds: 2,
    requests: 3,
    untypedRequests: 2,
    latencies: [40],
    afterEvents: [7],
    red: [],
    silent: ['two'],
  })
})

test('of several runs the medians count, and the quantiles of all verdicts', () => {
  const one = figuresOf(run, ['five'], requests)
  const sum = sumUp([
    { ...one, wallSeconds: 9, latencies: [10, 20] },
    { ...one, wallSeconds: 1, latencies: [30] },
    { ...one, wallSeconds: 2, latencies: [] },
  ])
  expect(sum).toMatchObject({ runs: 3, latencies: 3, wallSeconds: 2, latency50: 20, latency99: 29.8 })
  expect(sumUp([])).toMatchObject({ runs: 0, wallSeconds: undefined, latency50: undefined })
})

test('user and system time are added, whatever was said before', () => {
  expect(cpuSecondsIn('bash: warning\n1.250 0.500\n')).toBe(1.75)
  expect(cpuSecondsIn('')).toBeNaN()
})

test('a goal is met or missed, and one that was not measured is missed', () => {
  const figures = sumUp([figuresOf(run, ['five'], requests)])
  const own = { name: 'kubelab', jobs: figures, noticed: 3 }
  const met = (...peers: Parameters<typeof goalsOf>[1]) => goalsOf(own, peers).map((goal) => goal.met)
  const slower = { ...figures, wallSeconds: 5 }
  const faster = { ...figures, wallSeconds: 3 }
  expect(met({ name: 'chainsaw', jobs: slower, noticed: 2 })).toEqual([true, true, true, true])
  expect(met({ name: 'chainsaw', jobs: faster, noticed: 3 })).toEqual([false, true, true, false])
  expect(goalsOf({ ...own, jobs: sumUp([]) }, []).map((goal) => goal.met)).toEqual([
    false,
    false,
    false,
    true,
  ])
})
