import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CannotJudge } from '../errors.ts'
import { scenario } from '../lab/scenario.ts'
import { fakePrograms } from '../../testing/fake-programs.ts'
import type { Desk } from './desk.ts'
import { listening, testDesk } from '../../testing/test-desk.ts'
import { portsInTheWay, withPort } from './with-port.ts'

let cache: string
let port: number
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  vi.stubEnv('XDG_CACHE_HOME', cache)
  await using listener = await listening()
  port = listener.port
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(cache, { recursive: true })
})

/** Somebody at a desk who has the port until told to leave. */
async function busyAt(desk: Desk, order: string[] = []) {
  const [begun, told] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const work = async () => {
    order.push(`${desk.scenario} begins`)
    begun.resolve()
    await told.promise
    order.push(`${desk.scenario} ends`)
  }
  const done = withPort(port, work, desk)
  await begun.promise
  return { leave: told.resolve, done }
}

test('two that need the same port take turns, and the trace says that the second waits', async () => {
  await using one = await testDesk({ scenario: 'one' })
  await using other = await testDesk({ scenario: 'other' })
  const order: string[] = []
  const first = await busyAt(one, order)
  other.writer.listen(({ type }) => type === 'awaiting' && first.leave())
  await withPort(port, async () => void order.push('other begins'), other)
  await first.done
  expect(order).toEqual(['one begins', 'one ends', 'other begins'])
  expect(one.events).toEqual([])
  const what = `port ${port} is free: another run is using it`
  expect(other.events).toMatchObject([{ type: 'awaiting', scenario: 'other', what }])
})

test('the end of the run ends the wait for a port', async () => {
  await using one = await testDesk()
  await using other = await testDesk()
  const first = await busyAt(one)
  const second = withPort(port, () => Promise.reject(new Error('not its turn')), other)
  other.end(new Error('over'))
  await expect(second).rejects.toThrow('aborted')
  first.leave()
  await first.done
})

test('a port that another program has is named, with what to do', async () => {
  await using desk = await testDesk()
  await using listener = await listening()
  const taken = withPort(listener.port, async () => {}, desk)
  await expect(taken).rejects.toThrow(CannotJudge)
  await expect(taken).rejects.toThrow(/another program listens there: find it with "ss -ltnp 'sport = :\d+'"/)
})

const needing = (number: number) => [scenario('needs', { files: [], port: number }, async () => {})]

/** Nobody can make a network here. */
async function withoutNetworks() {
  await fakePrograms(join(cache, 'bin'), { unshare: 'exit 1' })
  vi.stubEnv('PATH', `${join(cache, 'bin')}:${process.env['PATH']}`)
}

test('a port that another program has is told beforehand, where no network can be made', async () => {
  await withoutNetworks()
  await using listener = await listening()
  expect(await portsInTheWay(needing(listener.port))).toEqual([
    expect.stringMatching(/needs port \d+ of 127\.0\.0\.1, and another program listens there: find it/),
  ])
})

test('a port that is free is none in the way, nor one that another run has for its turn', async () => {
  await withoutNetworks()
  expect(await portsInTheWay(needing(port))).toEqual([])
  await using desk = await testDesk()
  const other = await busyAt(desk)
  await using _ = createServer().listen(port, '127.0.0.1')
  expect(await portsInTheWay(needing(port))).toEqual([])
  other.leave()
  await other.done
})

test('whoever answers at a port is not called by a look whether it is taken', async () => {
  await withoutNetworks()
  await using listener = await listening()
  let calls = 0
  listener.server.on('connection', () => (calls += 1))
  await portsInTheWay(needing(listener.port))
  expect(calls).toBe(0)
})
