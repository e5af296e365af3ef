import { getEventListeners } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CannotJudge } from '../errors.ts'
import { Api } from './api.ts'
import { FakeApiServer } from '../../testing/fake-api-server.ts'
import { watchKind } from './watch.ts'

type Told = Exclude<Parameters<Parameters<typeof watchKind>[2]>[0], { type: 'progress' | 'away' }>

/** Between two attempts to reach a server that is away, and a time in which there are some (milliseconds). */
const pauses = 20
const someAttempts = 5 * pauses

const secrets = { apiVersion: 'v1', path: () => '/api/v1/secrets' }

/** A watch of Secrets, and what it has told so far. */
class Watching implements AsyncDisposable {
  readonly told: Told[] = []
  /** The revisions up to which all is told. */
  readonly progress: string[] = []
  /** How often it was told that the server is away. */
  away = 0
  done: Promise<void> = Promise.resolve()
  readonly #stop = new AbortController()

  static async start(server: FakeApiServer): Promise<Watching> {
    const watching = new Watching()
    const { done } = await watchKind(
      new Api(server.kubeconfig()),
      { kind: 'Secret' },
      (told) => {
        if (told.type === 'progress') watching.progress.push(told.revision)
        else if (told.type === 'away') watching.away += 1
        else watching.told.push(told)
      },
      watching.signal,
      { find: async () => secrets, pauses },
    )
    watching.done = done
    // Each test looks at how it ends, but not at once.
    done.catch(() => {})
    return watching
  }

  get signal(): AbortSignal {
    return this.#stop.signal
  }

  /** As `added a@1`: what, which, and its resource version. */
  get words(): string[] {
    return this.told.map((told) =>
      told.type === 'gap'
        ? 'gap'
        : `${told.change} ${told.object.metadata.name}@${told.object.metadata.resourceVersion}`,
    )
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.done
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await this.done.catch(() => {})
  }
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const since = performance.now()
  while (!(await condition())) {
    if (performance.now() - since > 15_000) throw new Error(`in vain: ${condition.toString()}`)
    await pause(10)
  }
}

let server: FakeApiServer
beforeEach(async () => {
  server = await FakeApiServer.start()
})
afterEach(async () => {
  vi.useRealTimers()
  await server[Symbol.asyncDispose]()
})

/** Waits for the watch to be open after so many attempts. */
const watched = (attempts: number) => until(() => server.resumed.length >= attempts && server.watches === 1)

test('what is there is told first, then each change in order', async () => {
  server.add('a')
  server.add('b')
  await using watching = await Watching.start(server)
  expect(watching.words).toEqual(['added a@1', 'added b@2'])
  await watched(1)
  server.add('c')
  server.modify('a')
  server.delete('b')
  await until(() => watching.told.length >= 5)
  expect(watching.words.slice(2)).toEqual(['added c@3', 'modified a@4', 'deleted b@5'])
})

test.for<[string, () => void | Promise<void>]>([
  ['the server ends the connection', () => server.endWatches()],
  ['the connection breaks off', () => server.breakOff()],
  [
    'the connection breaks off in the middle of a line',
    () => server.breakOff('{"type":"MODIFIED","object":{"ki'),
  ],
  [
    'the connection ends with a line that is not whole',
    () => (server.send('{"type":"MODI'), server.endWatches()),
  ],
])('everything is told once and in order when %s', async ([, breakConnection]) => {
  server.add('a')
  await using watching = await Watching.start(server)
  const expected = ['added a@1']
  for (let round = 1; round <= 3; round += 1) {
    await watched(round)
    server.add(`while-connected-${round}`)
    expected.push(`added while-connected-${round}@${3 * round - 1}`)
    await until(() => watching.told.length >= expected.length)
    await breakConnection()
    server.modify('a')
    server.delete(`while-connected-${round}`)
    expected.push(`modified a@${3 * round}`, `deleted while-connected-${round}@${3 * round + 1}`)
  }
  await until(() => watching.told.length >= expected.length)
  await watched(4)
  server.add('last')
  await until(() => watching.words.at(-1)?.startsWith('added last') === true)
  expect(watching.words).toEqual([...expected, 'added last@11'])
  expect(server.resumed).toEqual([1, 2, 5, 8])
})

test('a line that comes in pieces is one event', async () => {
  await using watching = await Watching.start(server)
  await watched(1)
  const metadata = { name: 'ä', uid: 'u', resourceVersion: '7', creationTimestamp: '2026-01-01T00:00:00Z' }
  const line = `${JSON.stringify({ type: 'ADDED', object: { kind: 'Secret', metadata } })}\n`
  for (const piece of [line.slice(0, 20), line.slice(20, 50), line.slice(50)]) {
    server.send(piece)
    await pause(50)
  }
  await until(() => watching.told.length > 0)
  expect(watching.words).toEqual(['added ä@7'])
})

test('a bookmark moves the place from which it goes on', async () => {
  server.add('a')
  await using watching = await Watching.start(server)
  await watched(1)
  server.bookmark()
  server.forget()
  server.endWatches()
  await watched(2)
  server.add('b')
  await until(() => watching.told.length >= 2)
  expect(watching.words).toEqual(['added a@1', 'added b@12'])
  expect(server.resumed).toEqual([1, 11])
})

/** While the watch is away, all that can change does, and the server forgets it. */
async function missChanges(): Promise<void> {
  await server.goAway()
  server.modify('a')
  server.delete('b')
  server.add('c')
  server.forget()
  await server.comeBack()
}

test.for(['status', 'event'] as const)(
  'after 410 Gone (as %s) a gap is told, and then only what has changed',
  async (goneBy) => {
    server.goneBy = goneBy
    for (const name of ['a', 'b', 'unchanged']) server.add(name)
    await using watching = await Watching.start(server)
    await watched(1)
    await missChanges()
    await watched(3)
    server.add('last')
    await until(() => watching.words.at(-1) === 'added last@7')
    expect(watching.words.slice(3)).toEqual([
      'gap',
      'deleted b@6',
      'modified a@4',
      'added c@6',
      'added last@7',
    ])
    expect(server.resumed).toEqual([3, 3, 6])
  },
)

test('410 Gone in the middle of a watch is no end either', async () => {
  server.add('a')
  await using watching = await Watching.start(server)
  await watched(1)
  server.sendGone()
  await watched(2)
  server.add('b')
  await until(() => watching.told.length >= 3)
  expect(watching.words).toEqual(['added a@1', 'gap', 'added b@2'])
})

test('an object that was made anew under its name is another one', async () => {
  server.add('a')
  await using watching = await Watching.start(server)
  await watched(1)
  await server.goAway()
  server.delete('a')
  server.add('a')
  server.forget()
  await server.comeBack()
  await until(() => watching.told.length >= 4)
  expect(watching.words).toEqual(['added a@1', 'gap', 'deleted a@3', 'added a@3'])
})

test('a gap begins when the watch knew all for the last time, not at the last attempt', async () => {
  server.add('a')
  await using watching = await Watching.start(server)
  await watched(1)
  const before = Date.now()
  server.add('b')
  await until(() => watching.told.length >= 2)
  const known = Date.now()
  await server.goAway()
  await pause(someAttempts)
  server.modify('a')
  server.forget()
  await server.comeBack()
  await until(() => watching.told.length >= 3)
  const [, , gap] = watching.told
  expect(gap).toMatchObject({ type: 'gap', kind: 'Secret' })
  const since = gap?.type === 'gap' ? gap.since : 0
  expect(since).toBeGreaterThanOrEqual(before)
  expect(since).toBeLessThanOrEqual(known)
})

test('a list that fails after 410 Gone is tried again, behind a gap of its own', async () => {
  server.add('a')
  await using watching = await Watching.start(server)
  await watched(1)
  server.failingLists = 1
  await server.goAway()
  server.modify('a')
  server.forget()
  await server.comeBack()
  await until(() => watching.words.includes('modified a@2'))
  expect(watching.words).toEqual(['added a@1', 'gap', 'gap', 'modified a@2'])
})

test('a server that goes away for a moment is found again', async () => {
  server.add('a')
  await using watching = await Watching.start(server)
  for (let round = 1; round <= 2; round += 1) {
    await watched(round)
    await server.goAway()
    server.modify('a')
    await pause(someAttempts)
    await server.comeBack()
    await until(() => watching.told.length >= round + 1)
  }
  expect(watching.words).toEqual(['added a@1', 'modified a@2', 'modified a@3'])
})

test('a server that stays away ends the watch: nothing can be judged', async () => {
  await using watching = await Watching.start(server)
  await watched(1)
  vi.useFakeTimers({ toFake: ['Date'] })
  await server.goAway()
  await pause(someAttempts)
  vi.setSystemTime(Date.now() + 61_000)
  await expect(watching.done).rejects.toThrow(CannotJudge)
  await expect(watching.done).rejects.toThrow('has not answered for 60 s')
  await expect(watching.done).rejects.toMatchObject({ lost: 'API server' })
})

test('a connection that breaks off again and again is not a server that is away', async () => {
  server.add('a')
  await using watching = await Watching.start(server)
  vi.useFakeTimers({ toFake: ['Date'] })
  for (let round = 1; round <= 4; round += 1) {
    await watched(round)
    server.modify('a')
    await until(() => watching.told.length >= round + 1)
    await server.breakOff()
    await watched(round + 1)
    vi.setSystemTime(Date.now() + 40_000)
  }
  server.modify('a')
  await until(() => watching.told.length >= 6)
  expect(watching.words.at(-1)).toBe('modified a@6')
})

const secret = { name: 's', uid: 'u', resourceVersion: '7', creationTimestamp: '2026-01-01T00:00:00Z' }
const event = (type: string, object: object) => JSON.stringify({ type, object })

test.for([
  ['no JSON', 'eyJhbGciOi is no JSON'],
  ['no event', '{"kind":"Status","eyJhbGciOi":1}'],
  ['of no known type', event('RENAMED', { kind: 'Secret', metadata: secret })],
  ['without a resource version', event('MODIFIED', { kind: 'Secret', metadata: { name: 's' } })],
  ['of no known kind', event('ADDED', { kind: 'Sekret', metadata: secret })],
  [
    'without what claims look at',
    event('ADDED', { kind: 'Secret', metadata: secret, data: { token: ['eyJhbGciOi'] } }),
  ],
])('an event that cannot be read (%s) ends the watch, and quotes no secret', async ([, line]) => {
  await using watching = await Watching.start(server)
  await watched(1)
  server.send(`${line}\n`)
  const error = await watching.done.catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(CannotJudge)
  expect(String(error)).toMatch(/Secret .*cannot be read/)
  expect(String(error)).not.toContain('eyJ')
  expect(watching.told).toEqual([])
  await until(async () => (await server.connections()) === 0)
  expect(getEventListeners(watching.signal, 'abort')).toEqual([])
})

test('a list that cannot be read after 410 Gone ends the watch', async () => {
  await using watching = await Watching.start(server)
  await watched(1)
  server.addUnreadable()
  server.forget()
  server.endWatches()
  await expect(watching.done).rejects.toThrow(/Secret .*cannot be read/)
})

test.for<[string, () => void | Promise<void>]>([
  ['while it is connected', () => watched(1)],
  [
    'while the server leaves it without an answer',
    async () => {
      await watched(1)
      server.silent = true
      server.endWatches()
      await until(() => server.unanswered > 0)
    },
  ],
  [
    'while the server is away',
    async () => {
      await watched(1)
      await server.goAway()
      await pause(someAttempts)
    },
  ],
])('the signal ends it at once, %s, and leaves nothing open', async ([, arrive]) => {
  const handles = () =>
    process
      .getActiveResourcesInfo()
      .filter((type) => /^TCPS|TLS|Timeout/.test(type))
      .toSorted()
  const before = handles()
  const watching = await Watching.start(server)
  await arrive()
  await watching.stop()
  await until(async () => !server.listening || (await server.connections()) === 0)
  await until(() => handles().length <= before.length)
  expect(getEventListeners(watching.signal, 'abort')).toEqual([])
})

test('many reconnects leave nothing behind', async () => {
  await using watching = await Watching.start(server)
  for (let round = 1; round <= 30; round += 1) {
    await watched(round)
    server.endWatches()
  }
  await watched(31)
  expect(getEventListeners(watching.signal, 'abort').length).toBeLessThan(3)
  await until(async () => (await server.connections()) === 1)
})

test('a server that does not answer at the start is an error, and so is one that nobody vouches for', async () => {
  const watch = (trusted: boolean) =>
    watchKind(
      new Api(server.kubeconfig(trusted)),
      { kind: 'Secret' },
      () => {},
      new AbortController().signal,
      { find: async () => secrets },
    )
  await expect(watch(false)).rejects.toThrow(/certificate/)
  server.failingLists = 1
  await expect(watch(true)).rejects.toThrow(/expected success, found 500/)
})

test('a kind that is served later is watched from then on, and what was there by then is a gap', async () => {
  const told: string[] = []
  let found: { apiVersion: string; path: () => string } | string = '7'
  const stop = new AbortController()
  const { done } = await watchKind(
    new Api(server.kubeconfig()),
    { kind: 'Secret' },
    (one) => void told.push(one.type === 'progress' ? `up to ${one.revision}` : one.type),
    stop.signal,
    { find: async () => found, pauses },
  )
  await pause(someAttempts)
  expect(told).toEqual(['up to 7'])
  server.add('a')
  found = secrets
  await until(() => told.includes('object'))
  expect(told.slice(0, 3)).toEqual(['up to 7', 'gap', 'object'])
  stop.abort()
  await done
})
