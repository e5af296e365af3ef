import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeStream, onScreen } from '../../testing/fake-stream.ts'
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
  expect(written).toContain('Compiling ... 30 s, one ::error::two\n')
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

test('on a terminal steps at once have a line each, with its clock, and what is said stands above them', async () => {
  const { stream, text } = fakeStream(40)
  const screen = () => onScreen(text()).filter(Boolean)
  const progress = terminalProgress(stream)
  const compiled = Promise.withResolvers<void>()
  const compiling = progress.step('Compiling', (line) => {
    line('a package\nthat is long')
    return compiled.promise
  })
  const making = progress.step('Making', () => vi.advanceTimersByTimeAsync(61_000))
  expect(screen()).toEqual(['Compiling ... 0 s, a package that is lo…', 'Making ... 0 s'])
  await making
  progress.say('Something else.')
  expect(screen()).toEqual([
    'Making: 1 min 1 s',
    'Something else.',
    'Compiling ... 1 min 1 s, a package that…',
  ])
  compiled.resolve()
  await compiling
  expect(screen()).toEqual(['Making: 1 min 1 s', 'Something else.', 'Compiling: 1 min 1 s'])
})
