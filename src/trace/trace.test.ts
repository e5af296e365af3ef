import { appendFile, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { UsageError } from '../errors.ts'
import type { TraceEvent } from './event.ts'
import { Trace } from './trace.ts'
import { TraceWriter } from './writer.ts'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  path = join(folder, 'trace.ndjson')
})
afterEach(() => rm(folder, { recursive: true }))

const types = async (events: AsyncIterable<TraceEvent>) =>
  (await Array.fromAsync(events)).map(({ type }) => type)

test('a trace that grows is followed to its end record', async () => {
  const writer = new TraceWriter(path)
  const reading = types(new Trace(path))
  writer.write({ type: 'gap', kind: 'Pod', since: 1 })
  setTimeout(() => writer.end('complete'), 50)
  expect(await reading).toEqual(['gap', 'end'])
})

test('two readers see the same, whenever they start', async () => {
  await writeFile(path, '{"type":"heartbeat","at":1}\n{"type":"end","at":2,"outcome":"complete"}\n')
  const trace = new Trace(path)
  expect(await types(trace)).toEqual(['heartbeat', 'end'])
  expect(await types(trace)).toEqual(['heartbeat', 'end'])
})

test('a line that is written in two pieces is one event', async () => {
  await writeFile(path, '{"type":"heart')
  const reading = types(new Trace(path))
  await appendFile(path, 'beat","at":1}\n{"type":"end","at":2,"outcome":"complete"}\n')
  expect(await reading).toEqual(['heartbeat', 'end'])
})

test('a trace whose writer is long silent ends without an end record', async () => {
  await writeFile(path, '{"type":"heartbeat","at":1}\n')
  await utimes(path, new Date(), new Date(Date.now() - 60_000))
  expect(await types(new Trace(path))).toEqual(['heartbeat'])
})

test('a line that is no event is an error that says where', async () => {
  await writeFile(path, '{"type":"heartbeat","at":1}\n{"type":"nonsense","at":2}\n')
  await expect(types(new Trace(path))).rejects.toThrow(UsageError)
  await expect(types(new Trace(path))).rejects.toThrow(/trace\.ndjson:2: expected a trace event/)
})

test('a file that is not there is an error that says so', async () => {
  await expect(types(new Trace(join(folder, 'none')))).rejects.toThrow(/no trace file can be read there/)
})

test('no token gets into the file, and what is written in it stands beside it', async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const token = `${part({ alg: 'RS256' })}.${part({ sub: 'someone' })}.c2ln`
  const writer = new TraceWriter(path)
  writer.write({ type: 'output', scenario: 's', command: 1, stream: 'stdout', text: token })
  writer.end('complete')
  expect(await readFile(path, 'utf8')).not.toContain('eyJ')
  const [seen, output] = await Array.fromAsync(new Trace(path))
  expect(seen).toMatchObject({ type: 'token', header: { alg: 'RS256' }, payload: { sub: 'someone' } })
  expect(output).toMatchObject({ text: seen?.type === 'token' ? seen.name : '' })
})
