import { expect, test } from 'vitest'
import { until } from './until.ts'

test('it looks until there is something, and gives up when the time is over', async () => {
  let looks = 0
  expect(await until(() => ((looks += 1) > 2 ? looks : undefined), { every: 1 })).toBe(3)
  expect(await until(() => undefined, { every: 1, within: 5 })).toBeUndefined()
})

test('the signal ends the wait', async () => {
  const waiting = until(() => undefined, { every: 1, signal: AbortSignal.timeout(5) })
  await expect(waiting).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
})
