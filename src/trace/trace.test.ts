import { appendFile, mkdtemp, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
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

const header = {
  type: 'header',
  format: 2,
  server: 'v1.37.2',
  kubectl: 'v1.37.2',
  nodeImage: 'node',
  host: 'here',
} as const
const beat = '{"type":"heartbeat","at":1}\n'
const end = '{"type":"end","at":2,"outcome":"complete"}\n'
const headed = (changes: object = {}) => `${JSON.stringify({ at: 1, ...header, ...changes })}\n`

/** Writes a file that nobody has written to for a long time. */
async function old(content: string | Buffer): Promise<void> {
  await writeFile(path, content)
  await utimes(path, new Date(), new Date(Date.now() - 60_000))
}

test('a trace that grows is followed to its end record', async () => {
  const writer = new TraceWriter(path)
  const reading = types(new Trace(path))
  writer.write({ type: 'heartbeat' })
  setTimeout(() => writer.end('complete'), 50)
  expect(await reading).toEqual(['heartbeat', 'end'])
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
  await old(beat)
  expect(await types(new Trace(path))).toEqual(['heartbeat'])
})

test('a line that was cut off when its writer was killed is left out', async () => {
  await old(`${beat}{"type":"heart`)
  expect(await types(new Trace(path))).toEqual(['heartbeat'])
})

test('a last line without its line feed counts', async () => {
  await old(beat + end.trimEnd())
  expect(await types(new Trace(path))).toEqual(['heartbeat', 'end'])
})

test('lines may end with CRLF, and may be empty', async () => {
  await writeFile(path, `${beat}\n${end}`.replaceAll('\n', '\r\n'))
  expect(await types(new Trace(path))).toEqual(['heartbeat', 'end'])
})

test.each([
  ['trace.ndjson', gzipSync(beat + end)],
  ['trace.ndjson.gz', Buffer.from(beat + end)],
  ['trace.ndjson.gz', gzipSync(beat + end)],
])('whether a file named %s is gzip its content says', async (name, content) => {
  path = join(folder, name)
  await writeFile(path, content)
  expect(await types(new Trace(path))).toEqual(['heartbeat', 'end'])
})

test.each<[string, string | Buffer, RegExp, remedy?: string]>([
  ['an empty file', '', /trace\.ndjson: expected a trace, found an empty file\./],
  ['empty lines', '\n\r\n', /trace\.ndjson: expected a trace, found an empty file\./],
  ['an empty gzip', gzipSync(''), /trace\.ndjson: expected a trace, found an empty file\./],
  ['words', 'hello\n', /trace\.ndjson:1: expected a trace event, found hello \(.+\)\./],
  [
    'a line cut off where none came before',
    '{"type":"heart',
    /trace\.ndjson:1: expected a trace event, found \{"type/,
  ],
  ['an empty line is counted', `${beat}\n{}\n`, /trace\.ndjson:3: expected a trace event, found \{\} \(/],
  [
    'a byte order mark',
    `\uFEFF${beat}${end}`,
    /:1: expected UTF-8, found a byte order mark\./,
    'Save the file as UTF-8 without one.',
  ],
  [
    'UTF-16',
    Buffer.from(`\uFEFF${beat}${end}`, 'utf16le'),
    /:1: expected UTF-8, found other bytes\./,
    'Save the file as UTF-8.',
  ],
  [
    'UTF-16 without a mark',
    Buffer.from(beat + end, 'utf16le'),
    /:1: expected UTF-8, found UTF-16 or worse\./,
    'Save the file as UTF-8.',
  ],
  [
    'Latin-1',
    Buffer.from('{"type":"caf\u00E9"}\n', 'latin1'),
    /:1: expected UTF-8, found other bytes\./,
    'Save the file as UTF-8.',
  ],
  [
    'CR alone',
    (beat + end).replaceAll('\n', '\r'),
    /:1: expected lines that end with LF, found CR alone\./,
    'Save the file with LF.',
  ],
  [
    'gzip cut off',
    gzipSync(beat.repeat(100)).subarray(0, -9),
    /trace\.ndjson: expected gzip, found that it is cut off or broken \(unexpected end of file\)\./,
    'Copy the file again, whole.',
  ],
  [
    'gzip that is broken',
    broken(gzipSync(beat.repeat(100))),
    /trace\.ndjson: expected gzip, found that it is cut off or broken \(.+\)\./,
    'Copy the file again, whole.',
  ],
  [
    'a header of nobody knows what',
    headed({ server: 'latest' }),
    /:1: .*server: expected a version such as v1\.37\.2/,
  ],
  [
    'a version that leads elsewhere',
    headed({ server: 'v1.37.2/../..' }),
    /:1: .*server: expected a version such as v1\.37\.2/,
  ],
  [
    'a version that is two lines',
    headed({ kubectl: 'v1.37.2\n' }),
    /:1: .*kubectl: expected a version such as v1\.37\.2/,
  ],
  [
    'an image that colours the terminal',
    headed({ nodeImage: '\u001B[31mred' }),
    /:1: .*nodeImage: expected one line without control characters/,
  ],
  [
    'a host of two lines',
    headed({ host: 'a\nb' }),
    /:1: .*host: expected one line without control characters/,
  ],
  ['a time that no date has', '{"type":"heartbeat","at":9e15}\n', /:1: .*at: /],
  [
    'what is nested without end',
    `{"type":"heartbeat","at":1,"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}\n`,
    /:1: expected a trace event, found .* \(nested deeper than 100\)\./,
  ],
  ['what is out of order', end + beat, /:2: expected nothing after the end, found heartbeat\./],
])(
  '%s: the error says where, and what to do',
  async (_, content, message, remedy = 'Record the trace again, or give a file that a run has written.') => {
    await old(content)
    const error: unknown = await types(new Trace(path)).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(UsageError)
    const { message: text } = error as UsageError
    expect(text).toMatch(message)
    expect(text.slice(-remedy.length)).toBe(remedy)
  },
)

/** A gzip in the middle of which some bytes are others. */
function broken(gzip: Buffer): Buffer {
  return gzip.fill(0xff, 20, 28)
}

test.each([
  ['as it is', (content: Buffer) => content],
  ['with gzip', gzipSync],
])('a line that is longer than any that a run writes is refused at once, %s', async (_, packed) => {
  await writeFile(path, packed(Buffer.alloc(40 << 20, ' ')))
  await expect(types(new Trace(path))).rejects.toThrow(
    /trace\.ndjson:1: expected a line of at most 32 MiB, found more\. Record/,
  )
})

test('a line of 200 MB is refused at once', async () => {
  await writeFile(path, beat)
  await truncate(path, 200e6)
  await expect(types(new Trace(path))).rejects.toThrow(
    /trace\.ndjson:2: expected a line of at most 32 MiB, found more/,
  )
}, 5000)

test('what unpacks to more than any run writes is not unpacked', async () => {
  await writeFile(path, gzipSync(Buffer.alloc(200e6, beat)))
  await expect(types(new Trace(path))).rejects.toThrow(/trace\.ndjson: expected at most 128 MiB, found more/)
})

test.each([
  ['/dev/null', 'a device'],
  [tmpdir(), 'a directory'],
])('%s is an error that says so', async (place, what) => {
  await expect(types(new Trace(place))).rejects.toThrow(
    `${place}: expected a trace file, found ${what}. Give a file that a run has written.`,
  )
})

test('a line that is no event is an error that says where', async () => {
  await writeFile(path, '{"type":"heartbeat","at":1}\n{"type":"nonsense","at":2}\n')
  await expect(types(new Trace(path))).rejects.toThrow(UsageError)
  await expect(types(new Trace(path))).rejects.toThrow(/trace\.ndjson:2: expected a trace event/)
})

test('a file that is not there is an error that says so', async () => {
  await expect(types(new Trace(join(folder, 'none.gz')))).rejects.toThrow(
    /none\.gz: expected a trace file, found none of that name\. Give a file that a run has written\.$/,
  )
})

test('no token gets into the file, and what is written in it stands beside it', async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const token = `${part({ alg: 'RS256' })}.${part({ sub: 'someone' })}.c2ln`
  const writer = new TraceWriter(path)
  writer.write(header)
  writer.write({ type: 'typed', scenario: 's', command: 1, line: 'echo $token', because: 'lab' })
  writer.write({ type: 'output', scenario: 's', command: 1, stream: 'stdout', text: token })
  writer.end('complete')
  expect(await readFile(path, 'utf8')).not.toContain('eyJ')
  const [, , seen, output] = await Array.fromAsync(new Trace(path))
  expect(seen).toMatchObject({ type: 'token', header: { alg: 'RS256' }, payload: { sub: 'someone' } })
  expect(output).toMatchObject({ text: seen?.type === 'token' ? seen.name : '' })
})
