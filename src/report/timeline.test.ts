import { describe, expect, test } from 'vitest'
import { recordedEvents } from '../../testing/traces.ts'
import { workloads } from '../../testing/workloads/workloads.ts'
import type { TraceEvent } from '../trace/event.ts'
import { scenarioRecords } from '../trace/scenario-record.ts'
import { timelineOf, type Lane } from './timeline.ts'

const events = await recordedEvents('v1.37.2')
const start = events[0]?.at ?? 0
const records = scenarioRecords(events)
const recordOf = (scenario: string) => records.get(scenario) ?? expect.fail(`no record of ${scenario}`)
const timeline = (scenario: string) =>
  timelineOf(recordOf(scenario), start) ?? expect.fail(`no timeline of ${scenario}`)
const lengths = (scenario: string, state: string) =>
  timeline(scenario).lanes.flatMap(({ spans }) =>
    spans.filter((span) => span.state === state).map(({ from, to }) => (to - from) / 1000),
  )

test('a scenario without objects has no timeline', () => {
  expect(timelineOf(recordOf('proxy'), start)).toBeUndefined()
})

test('five pods one after another run their three seconds, none while another does', () => {
  const pods = timeline('completions').lanes.filter(({ kind }) => kind === 'Pod')
  expect(pods.map(({ end }) => end)).toEqual(Array.from({ length: 5 }, () => 'Succeeded'))
  for (const length of lengths('completions', 'ready')) expect(length).toBeCloseTo(3, -0.5)
  const running = pods.flatMap(({ spans }) => spans.filter(({ state }) => state === 'ready'))
  for (const [index, { to }] of running.slice(0, -1).entries()) {
    expect(running[index + 1]?.from).toBeGreaterThanOrEqual(to)
  }
})

test('pods at the deadline of a Job run on until they end', () => {
  const { lanes } = timeline('deadline')
  const [job] = lanes
  expect(job?.deadline?.seconds).toBe(15)
  const conditions = job?.marks.flatMap(({ type, says }) => (type === 'condition' ? [says] : []))
  expect(conditions).toEqual(['FailureTarget', 'Failed'])
  const stopping = lanes.flatMap(({ spans }) => spans.filter(({ state }) => state === 'stopping'))
  expect(stopping).toHaveLength(2)
  for (const { from } of stopping) expect(from).toBeGreaterThanOrEqual(job?.deadline?.at ?? Infinity)
})

test('each firing is on the grid of even minutes, just before its Job', () => {
  const { grid, lanes } = timeline('cron')
  const jobs = lanes.filter(({ kind }) => kind === 'Job')
  expect(grid.every((moment) => moment % 120_000 === 0)).toBe(true)
  expect(grid).toHaveLength(jobs.length)
  for (const [index, job] of jobs.entries()) {
    const late = (job.spans[0]?.from ?? 0) - (grid[index] ?? 0)
    expect(late).toBeGreaterThanOrEqual(0)
    expect(late).toBeLessThan(3000)
  }
})

test('a pod that outlives its own deadline is shown to run on, for as long as it slept', () => {
  const pod = timeline('pod-deadline').lanes.find(({ kind }) => kind === 'Pod')
  expect(pod?.spans.map(({ state }) => state)).toEqual(['waiting', 'ready', 'stopping'])
  expect(pod?.deadline?.seconds).toBe(10)
  const ran = (pod?.spans[2]?.to ?? 0) - (pod?.spans[1]?.from ?? 0)
  expect(ran / 1000).toBeGreaterThan(29)
  expect(ran / 1000).toBeLessThan(32)
})

test('a scenario of a hundred years has no firings to draw', () => {
  const record = recordOf('cron')
  const to = record.from + 100 * 365 * 86_400_000
  const changes = record.changes.filter(({ change }) => change !== 'deleted')
  expect(timelineOf({ ...record, changes, to }, start)?.grid).toEqual([])
})

describe('without Jobs', async () => {
  const recorded = await recordedEvents('v1.37.2', workloads)
  const lanesOf = (scenario: string, seen: readonly TraceEvent[] = recorded) =>
    timelineOf(scenarioRecords(seen).get(scenario) ?? expect.fail(scenario), 0)?.lanes ?? []
  const statesOf = ({ spans }: Lane) => spans.map(({ state }) => state)

  const rowsOf = (lanes: readonly Lane[]) => lanes.map(({ kind, depth }) => `${kind} ${depth}`).join(', ')
  const without = (kind: string) =>
    recorded.filter((event) => event.type !== 'object' || event.object.kind !== kind)

  test('the pods of a Deployment are below the ReplicaSet that owns them, and that below the Deployment', () => {
    expect(rowsOf(lanesOf('rolling'))).toBe(
      'ConfigMap 0, Deployment 0, ReplicaSet 1, Pod 2, Pod 2, ' +
        'ReplicaSet 1, Pod 2, Pod 2, Pod 2, Pod 2, Pod 2, ReplicaSet 1, Pod 2, Pod 2',
    )
  })

  test('they are below it though nobody watches ReplicaSets', () => {
    const lanes = lanesOf('rolling', without('ReplicaSet'))
    expect(rowsOf(lanes)).toBe(
      'ConfigMap 0, Deployment 0, ReplicaSet 0, Pod 1, Pod 1, ' +
        'ReplicaSet 0, Pod 1, Pod 1, Pod 1, Pod 1, Pod 1, ReplicaSet 0, Pod 1, Pod 1',
    )
    expect(lanes[2]).toMatchObject({ label: expect.stringMatching(/^ReplicaSet web-/), spans: [] })
  })

  test('while it is rolled out the old pods go as the new ones are ready: never fewer than two are', () => {
    const pods = lanesOf('rolling').filter(({ kind }) => kind === 'Pod')
    const readyFrom = (index: number) =>
      pods[index]?.spans.find(({ state }) => state === 'ready')?.from ?? NaN
    const stoppingFrom = (index: number) =>
      pods[index]?.spans.find(({ state }) => state === 'stopping')?.from ?? NaN
    expect(stoppingFrom(0)).toBeGreaterThan(readyFrom(2))
    expect(stoppingFrom(1)).toBeGreaterThan(readyFrom(3))
    for (const one of pods.slice(0, 4)) {
      expect(statesOf(one)).toEqual(['waiting', 'running', 'ready', 'stopping'])
      expect(one.end).toBe('deleted')
    }
  })

  test('pods whose image is not there wait until they are gone', () => {
    for (const one of lanesOf('rolling').slice(-2)) expect(statesOf(one)).toEqual(['waiting'])
  })

  test('what is edited, what is reported and conditions that come and go are marks', () => {
    const marks = lanesOf('rolling').find(({ kind }) => kind === 'Deployment')?.marks ?? []
    expect(marks.filter(({ type }) => type === 'edit').map(({ says, word }) => [says, word])).toEqual([
      ['spec.template.spec.containers[server].env[COLOUR].value: green → blue', 'COLOUR blue'],
      ['spec.replicas: 2 → 4', 'replicas 4'],
      [expect.stringMatching(/image: busybox → localhost:9\/absent$/), 'image localhost:9/absent'],
      [expect.stringMatching(/image: localhost:9\/absent → busybox$/), 'image busybox'],
    ])
    const conditions = marks.flatMap(({ type, says }) => (type === 'condition' ? [says] : []))
    expect(conditions).toEqual(['Progressing', 'Available', 'not Available', 'Available'])
    const reports = marks.flatMap(({ type, says }) => (type === 'status' ? [says] : []))
    expect(reports.join('\n')).toMatch(/status\.updatedReplicas|^updatedReplicas: 2 → nothing/m)
  })

  test('a container that ends and is started again has a span for each time', () => {
    const [pod = expect.fail('no pod')] = lanesOf('alone')
    expect(pod.label).toBe('Pod crashes')
    expect(statesOf(pod).filter((state) => state === 'ready').length).toBeGreaterThan(1)
    expect(pod.end).toBe('deleted')
  })

  test('an owner that is watched comes before what it owns, also where that was seen first', () => {
    const owner = recorded.find((event) => event.type === 'object' && event.object.kind === 'Deployment')
    const late = without('ReplicaSet').flatMap((event) =>
      event === owner || event.type !== 'object' || event.object.kind !== 'Pod' || owner?.type !== 'object'
        ? [event]
        : [
            {
              ...event,
              object: {
                ...event.object,
                metadata: {
                  ...event.object.metadata,
                  ownerReferences: [{ kind: 'Deployment', name: 'web', uid: owner.object.metadata.uid }],
                },
              },
            },
          ],
    )
    const [, first, second] = lanesOf('rolling', late)
    expect([first?.kind, second?.kind, second?.depth]).toEqual(['Deployment', 'Pod', 1])
  })

  test('what has another form than is usual is drawn without what can not be read', () => {
    const odd = recorded.map((event): TraceEvent =>
      event.type === 'object' && event.object.kind === 'Deployment'
        ? {
            ...event,
            object: {
              ...event.object,
              spec: 'none',
              status: { conditions: { Ready: true }, phase: 7, startTime: 'now' },
            },
          }
        : event,
    )
    const deployment = lanesOf('rolling', odd).find(({ kind }) => kind === 'Deployment')
    expect(deployment).toMatchObject({
      label: 'Deployment web',
      marks: [],
      deadline: undefined,
      end: 'deleted',
    })
  })
})
