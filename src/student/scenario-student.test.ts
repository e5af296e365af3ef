import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { patch, types, type Change } from '../lab/counterexample.ts'
import { scenario, type Limit } from '../lab/scenario.ts'
import { stdout } from '../property/answers.ts'
import { is } from '../property/matcher.ts'
import type { TraceEvent } from '../trace/event.ts'
import { World } from '../trace/world.ts'
import { TraceWriter } from '../trace/writer.ts'
import { GaveUp, ScenarioStudent } from './scenario-student.ts'
import { Shell } from './shell.ts'
import { Waiter } from './waiter.ts'

const short: Limit = { name: 'a moment', milliseconds: 50 }
const long: Limit = { name: 'a long time', milliseconds: 60_000 }

let folder: string
let shell: Shell
let writer: TraceWriter
let waiter: Waiter
let events: TraceEvent[]
const ending = () => new AbortController()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  shell = await Shell.open(folder, {})
  writer = new TraceWriter(join(folder, 'trace.ndjson'))
  events = []
  writer.listen((event) => events.push(event))
})

afterEach(async () => {
  waiter[Symbol.dispose]()
  writer.end('complete')
  await shell[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

function studentIn(change: Change = {}, controller = ending()): ScenarioStudent {
  waiter = new Waiter(new World('test'), writer, controller.signal)
  return new ScenarioStudent(
    scenario('test', { files: [] }, async () => {}),
    change,
    shell,
    writer,
    waiter,
    controller.signal,
  )
}

test('what is typed, what comes back and how it ends is in the trace', async () => {
  await studentIn().types('echo out; echo err >&2; exit 3')
  expect(events).toMatchObject([
    { type: 'typed', line: 'echo out; echo err >&2; exit 3', because: 'lab' },
    { type: 'output', stream: 'stdout', text: 'out\n' },
    { type: 'output', stream: 'stderr', text: 'err\n' },
    { type: 'exited', code: 3 },
  ])
})

test('in a changed world another line is typed under the same name', async () => {
  expect((await studentIn(types('echo a', 'echo b')).types('echo a')).stdout).toBe('b\n')
  expect(events[0]).toMatchObject({ type: 'typed', line: 'echo a' })
})

test('an edit sets and takes away, and a change of the world is on top of it', async () => {
  await writeFile(join(shell.folder, 'job.yaml'), 'spec:\n  old: 1\n  args: ["3"]\n')
  await studentIn(patch({ 'spec.completions': 4 })).edits('job.yaml', {
    'spec.completions': 5,
    'spec.args.0': '5',
    'spec.old': null,
  })
  expect(await readFile(join(shell.folder, 'job.yaml'), 'utf8')).toBe(
    'spec:\n  args: [ "5" ]\n  completions: 4\n',
  )
})

test('the student goes on when the limit is over, and gives up what needs it', async () => {
  const student = studentIn()
  expect(await student.sees(stdout('echo a'), is('a'), short)).toBe(false)
  await expect(student.needs(stdout('echo a'), is('a'), short)).rejects.toThrow(GaveUp)
  await student.types('echo a')
  expect(await student.sees(stdout('echo a'), is('a'), short)).toBe(true)
})

test('the end of the run ends waiting and typing at once', async () => {
  const controller = ending()
  const student = studentIn({}, controller)
  const both = Promise.allSettled([student.waits(long), student.types('sleep 60')])
  controller.abort(new Error('over'))
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})

test('a program in a terminal shows, takes keys and ends', async () => {
  const student = studentIn()
  const terminal = await student.opens('echo who; read name; echo "hello $name"')
  await terminal.shows('who', long)
  await terminal.types('you')
  await terminal.shows('hello you', long)
  await terminal.ends(long)
  expect(events.find(({ type }) => type === 'input')).toMatchObject({ text: 'you' })
  expect(events.findLast(({ type }) => type === 'exited')).toMatchObject({ code: 0 })
})

test('a cluster that does not answer breaks the scenario before anything is judged by it', async () => {
  const refused = 'echo "The connection to the server 127.0.0.1:1 was refused" >&2; exit 1'
  await expect(studentIn().types(refused)).rejects.toThrow(/API server does not answer/)
  expect(events.map(({ type }) => type)).toEqual(['typed'])
})

test('a port that another program has is named, with what to do', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await expect(studentIn().withPort(port, async () => {})).rejects.toThrow(
    /another program listens there: find it with/,
  )
  server.close()
})
