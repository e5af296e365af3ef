import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Limit } from '../src/lab/scenario.ts'
import type { TraceEvent } from '../src/trace/event.ts'
import { TraceWriter } from '../src/trace/writer.ts'
import type { Desk } from '../src/student/desk.ts'
import { Shell } from '../src/student/shell.ts'
import { Waiter } from '../src/student/waiter.ts'

export const aMoment: Limit = { name: 'a moment', milliseconds: 50 }
export const aLongTime: Limit = { name: 'a long time', milliseconds: 60_000 }

const beatsEvery = 20

/** A desk for a test: with a real shell, and with a trace of its own. */
export interface TestDesk extends Desk, AsyncDisposable {
  /** All that is in the trace so far, but for the heartbeats. */
  events: TraceEvent[]
  /** Ends the work at the desk. */
  end: (reason: Error) => void
}

/** Opens a desk in a new folder; with a change where one is given. */
export async function testDesk({
  scenario = 'test',
  change = {},
  sharedPort,
}: Partial<Desk> = {}): Promise<TestDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  const controller = new AbortController()
  const { signal } = controller
  const writer = new TraceWriter(join(folder, 'trace.ndjson'))
  const events: TraceEvent[] = []
  writer.listen((event) => event.type !== 'heartbeat' && events.push(event))
  // A limit is over at the next event, and the recorder beats but once a second.
  const heartbeat = setInterval(() => writer.write({ type: 'heartbeat', wall: Date.now() }), beatsEvery)
  const shell = await Shell.open(folder, {})
  const waiter = new Waiter(scenario, writer, signal)
  return {
    scenario,
    namespace: `lab-${scenario}`,
    change,
    shell,
    sharedPort,
    writer,
    waiter,
    revision: async () => undefined,
    leavesOut: () => undefined,
    reached: async () => undefined,
    signal,
    events,
    end: (reason) => controller.abort(reason),
    [Symbol.asyncDispose]: async () => {
      waiter[Symbol.dispose]()
      clearInterval(heartbeat)
      writer.end('complete')
      await shell[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}

/** A program of somebody else that listens on a port of this machine. */
export async function listening(): Promise<{ port: number; server: Server } & AsyncDisposable> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { port, server, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}
