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

test('no more than so many go on at a time, and none begins when one has failed', async () => {
  const begun: number[] = []
  let [together, most] = [0, 0]
  const works = [1, 2, 3, 4, 5].map((number) => async () => {
    begun.push(number)
    together += 1
    most = Math.max(most, together)
    await pause(5 * number)
    together -= 1
    if (number === 3) throw new Error('broken')
    return number
  })
  expect(await sideBySide(works.slice(0, 2), undefined, 1)).toEqual([1, 2])
  expect(most).toBe(1)
  begun.length = 0
  await expect(sideBySide(works, undefined, 2)).rejects.toThrow('broken')
  expect([most, begun]).toEqual([2, [1, 2, 3, 4]])
})
