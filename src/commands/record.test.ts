import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { kubelab } from '../../scripts/commands.ts'
import { answeredBy } from '../../testing/answered.ts'
import { recordedEvents } from '../../testing/traces.ts'
import { untrimmed } from '../../testing/untrimmed.ts'
import { isPlain, newestTrace, recordedTraces } from '../lab/recorded-traces.ts'
import type { TraceEvent } from '../trace/event.ts'
import { Trace } from '../trace/trace.ts'

const events = await recordedEvents('v1.37.2')

async function keep(lines: readonly TraceEvent[]) {
  const folder = await mkdtemp(join(tmpdir(), 'keep-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const trace = join(folder, 'trace.ndjson')
  await writeFile(trace, lines.map((event) => `${JSON.stringify(event)}\n`).join(''))
  const { exitCode, stderr } = await answeredBy(kubelab, 'record', trace, folder)
  return { exitCode, stderr, folder, files: (await readdir(folder)).toSorted() }
}

test('writes it without what nobody reads, named by its version', async () => {
  const { exitCode, stderr, folder, files } = await keep(untrimmed(events))
  expect(exitCode, stderr).toBe(0)
  expect(files).toEqual(['trace.ndjson', 'v1.37.2.ndjson.gz'])
  expect(await Array.fromAsync(new Trace(join(folder, 'v1.37.2.ndjson.gz')))).toEqual(events)
})

test('a run on a node of another making has a name of its own, and stands for no version', async () => {
  const pulled = events.map((event): TraceEvent =>
    event.type === 'header'
      ? { ...event, nodeImage: 'docker.io/kindest/node:v1.37.2@sha256:0f00 (v1.37.2)' }
      : event,
  )
  const { folder, files } = await keep(untrimmed(pulled))
  expect(files).toEqual(['trace.ndjson', 'v1.37.2-on-docker-io-kindest-node.ndjson.gz'])
  expect(recordedTraces({ traces: folder }).filter(isPlain)).toEqual([])
  expect(() => newestTrace({ traces: folder })).toThrow('expected a recorded run')
})

test('refuses a run that did not come to its end', async () => {
  const cut = events.map((event): TraceEvent =>
    event.type === 'end' ? { ...event, outcome: 'interrupted' } : event,
  )
  const { exitCode, stderr, files } = await keep(cut)
  expect(exitCode).toBe(2)
  expect(stderr).toContain('expected a run that came to its end')
  expect(files).toEqual(['trace.ndjson'])
})
