import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { spoken, terminalProgress } from './progress.ts'

let written: string[] = []
beforeEach(() => {
  written = []
  vi.useFakeTimers()
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('times are told in seconds and minutes', () => {
  expect([0.4, 59.4, 59.6, 373].map(spoken)).toEqual(['0 s', '59 s', '1 min 0 s', '6 min 13 s'])
})

test('without a terminal a long step says every half minute that it goes on, and how far it is', async () => {
  const step = terminalProgress().step('Compiling', async (line) => {
    await vi.advanceTimersByTimeAsync(31_000)
    line('package one')
    await vi.advanceTimersByTimeAsync(30_000)
    return 'made'
  })
  expect(await step).toBe('made')
  expect(written).toEqual([
    'Compiling ...\n',
    'Compiling ... 30 s\n',
    'Compiling ... 1 min 0 s, package one\n',
    'Compiling: 1 min 1 s\n',
  ])
})

test('what a program prints gives no order to a terminal or to a workflow', async () => {
  const step = terminalProgress().step('Compiling', async (line) => {
    line('\u001B[2J\u202Eone\n::error::two')
    await vi.advanceTimersByTimeAsync(31_000)
  })
  await step
  expect(written).toContain('Compiling ... 30 s, one\n: :error::two\n')
})

test('a step that fails says so, with its time, and nothing more', async () => {
  const step = terminalProgress().step('Compiling', async () => {
    await vi.advanceTimersByTimeAsync(2000)
    throw new Error('broken')
  })
  await expect(step).rejects.toThrow('broken')
  await vi.advanceTimersByTimeAsync(100_000)
  expect(written).toEqual(['Compiling ...\n', 'Compiling: failed after 2 s\n'])
})
