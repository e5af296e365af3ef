import { expect, test } from 'vitest'
import { CommandFailed } from '../errors.ts'
import { processStart } from '../process-start.ts'
import { run, succeeds } from './run.ts'

test('what a program prints is returned, and handed on line by line', async () => {
  const lines: string[] = []
  const script = 'echo one; echo two >&2; echo three'
  expect(await run('sh', ['-c', script], { line: (text) => lines.push(text) })).toBe('one\nthree')
  expect(lines.toSorted()).toEqual(['one', 'three', 'two'])
})

test('a failure tells the command, how it ended, its last lines, and what to do', async () => {
  const failed = run('sh', ['-c', 'seq 100; exit 3'], { hint: 'Do this.' })
  await expect(failed).rejects.toThrow(CommandFailed)
  await expect(failed).rejects.toMatchObject({ reason: 'exit code 3', hint: 'Do this.' })
  await expect(failed).rejects.toThrow(/found exit code 3: sh -c seq 100; exit 3\n86\n(.*\n)+100\nDo this\.$/)
})

test('the last lines have nothing in them that a terminal obeys', async () => {
  const failed = run('printf', ['%b\\n%d', String.raw`\033[2J\033]0;title\007one\n\0302\0233m two`, 'x'])
  await expect(failed).rejects.toMatchObject({ lastLines: expect.stringMatching(/^one\n two\n/) })
})

test('a program that is not there is said to be not installed', async () => {
  await expect(run('no-such-program', [])).rejects.toThrow('no-such-program is not installed')
  expect(await succeeds('no-such-program', [])).toBe(false)
})

test('a full disk is named as such', async () => {
  const failed = run('sh', ['-c', 'echo write: no space left on device; exit 1'], { hint: 'Do this.' })
  await expect(failed).rejects.toThrow(/The disk is full/)
})

test('a program that takes too long is ended', async () => {
  await expect(run('sleep', ['60'], { timeLimitSeconds: 0.1 })).rejects.toThrow('still running after 0.1 s')
})

test('the signal ends a program and all that it started', async () => {
  const controller = new AbortController()
  let child = 0
  const ended = run('sh', ['-c', 'sleep 60 & echo $!; wait'], {
    signal: controller.signal,
    line: (text) => {
      child = Number(text)
      controller.abort(new Error('enough'))
    },
  })
  await expect(ended).rejects.toThrow('enough')
  await expect.poll(() => processStart(child)).toBeUndefined()
  expect(child).toBeGreaterThan(0)
})
