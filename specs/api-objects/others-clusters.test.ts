import { expect, test } from 'vitest'
import type { ApiLook } from '../../src/lab/need.ts'
import { claimsOf } from '../../src/lab/lab.ts'
import { isRunOf, type Line } from '../../src/property/line.ts'
import { printedPlaces } from '../../src/printed/printed-places.ts'
import { recounted } from '../../testing/recounted.ts'
import { judgeAllOn, judgeOn, recordedEvents } from '../../testing/traces.ts'
import type { TraceEvent } from '../../src/trace/event.ts'
import {
  allSecrets,
  apisVerified,
  configView,
  getApi,
  getSecrets,
  ownAddress,
  rest,
  serverUrl,
  tokenType,
} from './rest/student.ts'
import { fromOtherAddress } from './proxy/student.ts'
import { lab } from './lab.ts'

const newest = await recordedEvents('v1.37.2', lab)

/** The recorded run, as it is where lines print or end otherwise. */
function printing(line: Line, change: (text: string) => string, code?: number): TraceEvent[] {
  const numbers = newest.flatMap((event) =>
    event.type === 'typed' && isRunOf(line, event) ? event.command : [],
  )
  expect(numbers).not.toEqual([])
  return recounted(
    newest.map((event) => {
      if (!('command' in event) || !numbers.includes(event.command)) return event
      if (event.type === 'exited') return { ...event, code: code ?? event.code }
      return event.type === 'output' ? { ...event, text: change(event.text) } : event
    }),
  )
}

async function verdictOn(id: string, events: readonly TraceEvent[]) {
  const claim = claimsOf(lab).find((one) => one.id === id)
  if (!claim) throw new TypeError(`expected a claim ${id}`)
  return (await judgeOn(claim, events)).verdict
}

test.each([
  'https://127.0.0.1:6443',
  'https://[::1]:6443',
  'https://[fd00:10:96::1]',
  'https://api.example.com:6443',
  'https://api.example.com',
  'https://rancher.example.com/k8s/clusters/c-m-x1',
])('a server may be %s', async (server) => {
  const events = printing(configView, (text) => text.replace(/(?<=server: )\S+/, server))
  expect(await verdictOn('rest/config-view-server', events)).toBe('holds')
})

test.each(['http://127.0.0.1:6443', 'https://', 'https://:6443', '127.0.0.1:6443', 'https://::1:6443'])(
  'a server is not %s',
  (server) => {
    expect(serverUrl.test(server)).toBe(false)
  },
)

test('an API server may have an address of IPv6', async () => {
  const is = (before: RegExp, address: string) => (text: string) => text.replace(before, address)
  const answered = printing(getApi.byCreateToken, is(/[\d.]+(?=:6443)/, '[fd00::1]'))
  const numbers = new Set(
    answered.flatMap((event) => (event.type === 'typed' && event.line === ownAddress ? event.command : [])),
  )
  const events = recounted(
    answered.map((event) =>
      event.type === 'output' && numbers.has(event.command)
        ? { ...event, text: event.text.replace(/[\d.]+(?=:6443)/, 'fd00::1') }
        : event,
    ),
  )
  expect(await verdictOn('rest/api-versions', events)).toBe('holds')
  expect(await verdictOn('rest/api-versions', answered)).toBe('new drift')
})

test('a Secret of another type in kube-public is none of a service account', async () => {
  const row = (text: string) =>
    `${text.trimEnd()}\n${text
      .split('\n')
      .at(1)
      ?.replace(/^\S+( +)\S+/, 'kube-public$1x-token-y')}\n`
  const events = printing(allSecrets, (text) => row(text))
  expect(await verdictOn('rest/every-namespace-has-token-secret', events)).toBe('drifted')
})

test('a machine without another address of IPv4 says nothing of what the proxy listens on', async () => {
  expect(
    await verdictOn(
      'proxy/loopback-only',
      printing(fromOtherAddress, (text) => text, 3),
    ),
  ).toBe('blocked')
  expect(
    await verdictOn(
      'proxy/loopback-only',
      printing(fromOtherAddress, (text) => text, 0),
    ),
  ).toBe('new drift')
})

/** Whether a look at the API finds what it needs. */
function finds(line: Exclude<Line, RegExp>, path: RegExp, ...answer: Parameters<ApiLook['found']>): boolean {
  const looks = (rest.needs ?? []).flatMap((need) =>
    'look' in need && need.lines?.includes(line) && path.test(need.look.path) ? need.look : [],
  )
  expect(looks).toHaveLength(1)
  return looks.every(({ found }) => found(...answer))
}

test.each([
  [[], true],
  [[{ type: tokenType, metadata: { name: 'default-token-x7k2p' } }], true],
  [[{ type: tokenType, metadata: { name: 'somebody-s' } }], false],
  [[{ type: 'Opaque', metadata: { name: 'default-token-x7k2p' } }], false],
])('a namespace with the Secrets %j is as a new one: %s', (items, isSo) => {
  expect(finds(getSecrets.asPrinted, /secrets$/, 200, { items }, '')).toBe(isSo)
})

test('a kubeconfig without an authority does not show one', () => {
  for (const line of [configView, apisVerified]) {
    expect(finds(line, /^\/version$/, 200, {}, '')).toBe(false)
    expect(finds(line, /^\/version$/, 200, {}, 'a certificate')).toBe(true)
  }
})

/** The recorded run on a node that somebody else has made: with another name, a namespace more, and a busybox that says nothing of itself. */
function dressed(events: readonly TraceEvent[]): TraceEvent[] {
  const elsewhere = JSON.parse(
    JSON.stringify(events).replaceAll(/kubelab-\d+-[\da-f]{6}-control-plane/g, 'desktop-control-plane'),
  ) as TraceEvent[]
  return recounted(
    elsewhere.map((event): TraceEvent => {
      if (event.type === 'header') return { ...event, nodeImage: 'docker.io/kindest/node:v1.37.2' }
      if (event.type !== 'output') return event
      const text = event.text.replace(/^BusyBox v.*\r?\n(?:\s*Enter 'help'.*\r?\n)?/m, '')
      return { ...event, text: /"kind": "NamespaceList"/.test(text) ? withNamespace(text) : text }
    }),
  )
}

function withNamespace(text: string): string {
  const list = JSON.parse(text) as { items: { metadata: { name: string } }[] }
  const more = structuredClone(list.items.at(-1))
  if (!more) return text
  more.metadata = {
    ...more.metadata,
    name: 'local-path-storage',
    uid: '4c1f4e3a-8f0e-4f0a-9c2e-2d1f4a5b6c7d',
  } as typeof more.metadata
  list.items.push(more)
  return `${JSON.stringify(list, null, 2)}\n`
}

test('a cluster as others make them is judged as one of ours', async () => {
  const elsewhere = dressed(newest)
  const told = (events: readonly TraceEvent[]) => JSON.stringify(events)
  for (const sign of ['desktop-control-plane', 'local-path-storage']) expect(told(elsewhere)).toContain(sign)
  expect(told(elsewhere)).not.toContain('BusyBox v')
  const verdicts = async (events: readonly TraceEvent[]) =>
    (await judgeAllOn(claimsOf(lab), events)).map(({ id, verdict }) => `${id}: ${verdict}`)
  expect(await verdicts(elsewhere)).toEqual(await verdicts(newest))
  expect(
    printedPlaces(elsewhere).flatMap(({ places }) => places.filter(({ answer }) => answer === 'disagrees')),
  ).toEqual([])
})
