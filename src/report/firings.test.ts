import { expect, test, vi } from 'vitest'
import { firings, mostFirings, nextFiring } from './firings.ts'

const at = (time: string) => Date.parse(`2026-03-01T${time}Z`)
const fired = (schedule: string, from: string, to: string) =>
  firings(schedule, at(from), at(to)).map((moment) => new Date(moment).toISOString().slice(11, 19))

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
  expect(nextFiring('*/2 * * * *', at('10:02:00'))).toBe(at('10:02:00'))
  expect(nextFiring('*/2 * * * *', at('10:02:00.001'))).toBe(at('10:04:00'))
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
    expect(nextFiring(schedule, at('10:00:00'))).toBeUndefined()
  },
)

test('what would be a wall of lines is not counted to its end', () => {
  expect(fired('* * * * *', '10:00:00', '10:59:00')).toHaveLength(mostFirings)
  expect(firings('*/2 * * * *', 0, Date.UTC(2070))).toHaveLength(mostFirings + 1)
})
