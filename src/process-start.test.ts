import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { processStart } from './process-start.ts'

test('this process has started, and one that cannot be has not', () => {
  const ticksPerSecond = 100
  const hostUptime = Number.parseFloat(readFileSync('/proc/uptime', 'utf8'))
  const started = Number(processStart(process.pid)) / ticksPerSecond
  expect(Math.abs(hostUptime - process.uptime() - started)).toBeLessThan(2)
  expect(processStart(2 ** 30)).toBeUndefined()
})

test('a program that has ended and is not buried yet does not live', async () => {
  // The shell becomes a program that never asks after its child.
  const parent = spawn('bash', ['-c', 'cat <&0 & echo $!; exec sleep 60'])
  try {
    const [said] = await parent.stdout.take(1).toArray()
    const child = Number(String(said))
    // A shell that is one still would bury it.
    await expect
      .poll(() => readFileSync(`/proc/${parent.pid}/comm`, 'utf8'), { timeout: 10_000 })
      .toBe('sleep\n')
    expect(processStart(child)).toBeDefined()
    parent.stdin.end()
    await expect.poll(() => processStart(child)).toBeUndefined()
    expect(readFileSync(`/proc/${child}/stat`, 'utf8')).toContain(') Z ')
  } finally {
    parent.kill()
  }
})
