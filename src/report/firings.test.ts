import { expect, test, vi } from 'vitest'
import type { CronJob } from '../trace/kinds.ts'
import { firings, nextFiring } from './firings.ts'

const cronJob = (schedule: string, suspend?: boolean): CronJob => ({
  kind: 'CronJob',
  metadata: { name: 'sleepy', uid: 'u', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' },
  spec: { schedule, ...(suspend !== undefined && { suspend }) },
  status: {},
})

const at = (time: string) => Date.parse(`2026-03-01T${time}Z`)
const fired = (schedule: string, from: string, to: string) =>
  firings(cronJob(schedule), at(from), at(to)).map((moment) => new Date(moment).toISOString().slice(11, 19))

test.each([
  ['*/5 * * * *', ['10:00:00', '10:05:00', '10:10:00']],
  ['1-59/2 * * * *', ['10:01:00', '10:03:00', '10:05:00', '10:07:00', '10:09:00', '10:11:00']],
  ['7/2 10 * * *', ['10:07:00', '10:09:00', '10:11:00']],
  ['@hourly', ['10:00:00']],
  ['0 0 31 2 *', []],
])('%s fires at its own minutes, the bounds included', (schedule, expected) => {
  expect(fired(schedule, '10:00:00', '10:11:00')).toEqual(expected)
})

test('* * * * * fires every minute', () => {
  expect(fired('* * * * *', '10:00:00.001', '10:03:59.999')).toEqual(['10:01:00', '10:02:00', '10:03:00'])
})

test('the next firing may be now', () => {
  expect(nextFiring(cronJob('*/2 * * * *'), at('10:02:00'))).toBe(at('10:02:00'))
  expect(nextFiring(cronJob('*/2 * * * *'), at('10:02:00.001'))).toBe(at('10:04:00'))
})

test('hours are of UTC, wherever the report is made', () => {
  vi.stubEnv('TZ', 'Asia/Kolkata')
  expect(fired('30 10 * * *', '00:00:00', '23:59:00')).toEqual(['10:30:00'])
  vi.unstubAllEnvs()
})

test.each([['nonsense'], [''], ['* * * * * *'], ['@every 2m'], ['61 * * * *']])(
  'the schedule “%s” can not be read and draws nothing',
  (schedule) => {
    expect(fired(schedule, '10:00:00', '10:10:00')).toEqual([])
    expect(nextFiring(cronJob(schedule), at('10:00:00'))).toBeUndefined()
  },
)

test('a suspended schedule draws nothing', () => {
  expect(firings(cronJob('* * * * *', true), at('10:00:00'), at('10:10:00'))).toEqual([])
  expect(nextFiring(cronJob('* * * * *', true), at('10:00:00'))).toBeUndefined()
  expect(firings(cronJob('* * * * *', false), at('10:00:00'), at('10:10:00'))).toHaveLength(11)
})

test('what would be a wall of lines is no line, and is not counted to its end', () => {
  expect(fired('* * * * *', '10:00:00', '10:59:00')).toHaveLength(60)
  expect(fired('* * * * *', '10:00:00', '11:00:00')).toEqual([])
  expect(firings(cronJob('*/2 * * * *'), 0, Date.UTC(2070))).toEqual([])
})
