import { expect, test } from 'vitest'
import { isSkewed, oldestAndNewest, recordedTraces } from './recorded-traces.ts'

test('the oldest and the newest recorded run are ones with the kubectl of the server', () => {
  expect(recordedTraces().some(isSkewed)).toBe(true)
  const pair = oldestAndNewest()
  expect(pair).toHaveLength(2)
  expect(pair.filter(isSkewed)).toEqual([])
})
