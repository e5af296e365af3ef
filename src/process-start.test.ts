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
  const parent = spawn('bash', ['-c', 'true & echo $!; exec sleep 60'])
  try {
    const [said] = await parent.stdout.take(1).toArray()
    const child = Number(String(said))
    await expect.poll(() => processStart(child)).toBeUndefined()
    expect(readFileSync(`/proc/${child}/stat`, 'utf8')).toContain(') Z ')
  } finally {
    parent.kill()
  }
})
