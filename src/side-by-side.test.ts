import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { sideBySide } from './side-by-side.ts'

const minute = 60_000

test('works that need one another end, each with its own result', async () => {
  const first = Promise.withResolvers<string>()
  const second = Promise.withResolvers<number>()
  const results = await sideBySide<[number, string]>([
    async () => {
      first.resolve('one')
      return second.promise
    },
    async () => {
      second.resolve(2)
      return first.promise
    },
  ])
  expect(results).toEqual([2, 'one'])
})

test('when one fails the others are ended, and have ended before it is told', async () => {
  let cleanedUp = false
  const works = sideBySide([
    async () => {
      throw new Error('broken')
    },
    async (signal) => {
      await pause(minute, undefined, { signal }).catch(() => pause(20))
      cleanedUp = true
    },
  ])
  await expect(works).rejects.toThrow('broken')
  expect(cleanedUp).toBe(true)
})

test('a signal ends all', async () => {
  const all = [1, 2].map(() => (signal: AbortSignal) => pause(minute, undefined, { signal }))
  const ended = sideBySide(all, AbortSignal.timeout(20))
  await expect(ended).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
})
