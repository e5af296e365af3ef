import { expect, test } from 'vitest'
import { recordedEvents } from '../../testing/traces.ts'
import { scenarioRecords } from '../trace/scenario-record.ts'
import { timelineOf } from './timeline.ts'

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

test('a scenario without Jobs has no timeline', () => {
  expect(timelineOf(recordOf('proxy'), start)).toBeUndefined()
})

test('five pods one after another run their three seconds, none while another does', () => {
  const pods = timeline('completions').lanes.filter(({ kind }) => kind === 'Pod')
  expect(pods.map(({ end }) => end)).toEqual(Array.from({ length: 5 }, () => 'Succeeded'))
  for (const length of lengths('completions', 'running')) expect(length).toBeCloseTo(3, -0.5)
  const running = pods.flatMap(({ spans }) => spans.filter(({ state }) => state === 'running'))
  for (const [index, { to }] of running.slice(0, -1).entries()) {
    expect(running[index + 1]?.from).toBeGreaterThanOrEqual(to)
  }
})

test('pods at the deadline of a Job run on until they end', () => {
  const { lanes } = timeline('deadline')
  const [job] = lanes
  expect(job?.deadline?.seconds).toBe(15)
  expect(job?.conditions.map(({ type }) => type)).toEqual(['FailureTarget', 'Failed'])
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
  expect(pod?.spans.map(({ state }) => state)).toEqual(['waiting', 'running', 'stopping'])
  expect(pod?.deadline?.seconds).toBe(10)
  const ran = (pod?.spans[2]?.to ?? 0) - (pod?.spans[1]?.from ?? 0)
  expect(ran / 1000).toBeGreaterThan(29)
  expect(ran / 1000).toBeLessThan(32)
})

test('a scenario of a hundred years has no firings to draw', () => {
  const record = recordOf('cron')
  const to = record.from + 100 * 365 * 86_400_000
  expect(timelineOf({ ...record, to }, start)?.grid).toEqual([])
})
