import { expect, test } from 'vitest'
import { rowSeen } from '../../testing/typed-session.ts'
import { untilSchedule } from './until-schedule.ts'

const from = Date.parse('2026-11-28T14:16:53Z')
const cronJob = (name: string, schedule: string, more = {}) => ({
  ...rowSeen('cronjobs.batch', { NAME: name }),
  object: { spec: { schedule, ...more } },
})

test.each([
  ['the next minute', [cronJob('a', '* * * * *')], 7000],
  ['the next of several', [cronJob('a', '0 0 * * *'), cronJob('b', '*/2 * * * *')], 67_000],
  ['none that is suspended', [cronJob('a', '* * * * *', { suspend: true })], undefined],
  [
    'none that is gone',
    [cronJob('a', '* * * * *'), { ...cronJob('a', '* * * * *'), change: 'deleted' as const }],
    undefined,
  ],
  ['none that nobody can read', [cronJob('a', 'each morning')], undefined],
  ['no other kind', [rowSeen('pods', { NAME: 'a' })], undefined],
])('%s', (_, rows, until) => {
  expect(untilSchedule(rows, from)).toBe(until)
})
