import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Trace } from './trace.ts'

test('a trace of format 1 is read as one of today, by the same rules', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'trace.ndjson')
  const header = { type: 'header', at: 1, server: 'v1.33.0', kubectl: 'v1.33.0', nodeImage: 'n', host: 'h' }
  const typed = { type: 'typed', at: 2, scenario: 's', command: 1 }
  const events = [
    { ...header, format: 1 },
    { type: 'scenario', at: 1, scenario: 's', state: 'begins', namespace: 'lab' },
    { ...typed, line: 'kubectl get job # when complete', because: 'look' },
  ]
  const write = (...more: object[]) =>
    writeFile(path, [...events, ...more].map((event) => `${JSON.stringify(event)}\n`).join(''))
  await write({ type: 'end', at: 3, outcome: 'complete' })
  const [first, , look] = await Array.fromAsync(new Trace(path))
  expect(first).toEqual({ ...header, format: 2 })
  expect(look).toEqual({ ...typed, line: 'kubectl get job', because: 'also' })
  await write({ ...typed, line: 'date', because: 'lab' })
  await expect(Array.fromAsync(new Trace(path))).rejects.toThrow(
    /:4: expected each command to have a number of its own, found 1 again/,
  )
})
