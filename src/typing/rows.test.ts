import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KubeConfig } from '@kubernetes/client-node'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Api } from '../student/api.ts'
import { Trace } from '../trace/trace.ts'
import { TraceWriter } from '../trace/writer.ts'
import { Rows } from './rows.ts'

/** What a server serves: by path the resources of a group. */
const served: Record<string, unknown> = {
  '/api/v1': [
    { name: 'pods', singularName: 'pod', kind: 'Pod', shortNames: ['po'] },
    { name: 'pods/log', singularName: '', kind: 'Pod' },
    { name: 'secrets', singularName: 'secret', kind: 'Secret' },
    { name: 'events', singularName: 'event', kind: 'Event', shortNames: ['ev'] },
  ],
  '/apis/batch/v1': [{ name: 'jobs', singularName: 'job', kind: 'Job' }],
  '/apis/events.k8s.io/v1': [{ name: 'events', singularName: 'event', kind: 'Event', shortNames: ['ev'] }],
  '/apis/coordination.k8s.io/v1': [{ name: 'leases', singularName: 'lease', kind: 'Lease' }],
}
const groups = new Set(['batch', 'events.k8s.io', 'coordination.k8s.io'])

let folder: string
let rows: Rows
let api: Api
let writer: TraceWriter
let server: ReturnType<typeof createServer>
/** By path, and where each was asked to go on from. */
let watches: Map<string, ServerResponse>
let asked: string[]
/** Paths that are not answered the next time. */
let busy: Set<string>

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  const key = await readFile(join(import.meta.dirname, '../../testing/for-tests-only.pem'))
  watches = new Map()
  asked = []
  busy = new Set()
  server = createServer({ key, cert: key }, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'https://127.0.0.1')
    if (searchParams.has('watch')) {
      asked.push(
        `${pathname} ${searchParams.get('resourceVersion') ?? 'now'} ${request.headers.accept?.split(';')[1]}`,
      )
      watches.set(pathname, response)
      response.flushHeaders()
    } else if (pathname === '/apis') {
      const all = [...groups].map((name) => ({ name, preferredVersion: { groupVersion: `${name}/v1` } }))
      response.end(JSON.stringify({ groups: all }))
    } else if (busy.delete(pathname) || served[pathname] === undefined) response.writeHead(503).end('{}')
    else {
      const resources = (served[pathname] as object[]).map((one) => ({
        namespaced: true,
        verbs: ['watch'],
        ...one,
      }))
      response.end(JSON.stringify({ resources }))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const kubeconfig = new KubeConfig()
  const cluster = { name: 'fake', server: `https://127.0.0.1:${(server.address() as AddressInfo).port}` }
  kubeconfig.loadFromOptions({
    clusters: [{ ...cluster, caData: key.toString('base64') }],
    users: [{ name: 'reader' }],
    contexts: [{ name: 'fake', cluster: 'fake', user: 'reader' }],
    currentContext: 'fake',
  })
  api = new Api(kubeconfig)
  writer = new TraceWriter(join(folder, 'trace.ndjson'))
  writer.write({
    type: 'header',
    format: 2,
    server: 'v1.37.2',
    kubectl: 'v1.37.2',
    nodeImage: 'none',
    host: 'none',
  })
  rows = new Rows(api, writer)
})
afterEach(async () => {
  await rows[Symbol.asyncDispose]()
  api[Symbol.dispose]()
  writer.end('complete')
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true })
})

const columns = ['Name', 'Ready', 'Nominated Node'].map((name) => ({ name }))

function send(
  path: string,
  type: string,
  name: string,
  resourceVersion: string,
  more: object = {},
  isFirst = false,
) {
  const metadata = { name, namespace: 'default', uid: name, resourceVersion, managedFields: [] }
  const row = { cells: [name, 1, null], object: { metadata, ...more } }
  const object = { kind: 'Table', columnDefinitions: isFirst ? columns : null, rows: [row] }
  watches.get(path)?.write(`${JSON.stringify({ type, object })}\n`)
}
const seen = () =>
  rows.seen.map(({ resource, change, name, cells }) => `${resource} ${change} ${name} ${cells['READY']}`)

test('each row is told once, with the columns of the first, and goes on where it was', async () => {
  await rows.watch(new Set(['po', 'nothing']))
  const path = '/api/v1/pods'
  send(path, 'ADDED', 'web', '5', {}, true)
  send(path, 'MODIFIED', 'web', '7')
  await vi.waitFor(() => expect(rows.seen).toHaveLength(2))
  watches.get(path)?.end()
  await vi.waitFor(() => expect(asked).toEqual([`${path} now as=Table`, `${path} 7 as=Table`]))
  send(path, 'ADDED', 'web', '7')
  send(path, 'DELETED', 'web', '9')
  await vi.waitFor(() =>
    expect(seen()).toEqual(['pods added web 1', 'pods modified web 1', 'pods deleted web 1']),
  )
  expect(rows.seen[0]?.cells).toEqual({ NAME: 'web', READY: '1', 'NOMINATED NODE': '' })
  expect(rows.seen[0]?.object).toEqual({
    metadata: { name: 'web', namespace: 'default', uid: 'web', resourceVersion: '5' },
  })
})

test('a place that the server does not know any more is begun anew', async () => {
  await rows.watch(new Set(['pods']))
  const path = '/api/v1/pods'
  send(path, 'ADDED', 'web', '5', {}, true)
  await vi.waitFor(() => expect(rows.seen).toHaveLength(1))
  watches.get(path)?.end(`${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410 } })}\n`)
  await vi.waitFor(() => expect(asked).toEqual([`${path} now as=Table`, `${path} now as=Table`]))
})

test('kinds are known by all their names, those that come later as well; Leases are not watched', async () => {
  await rows.watch(new Set(['job', 'leases', 'ev', 'crontabs']))
  const watched = () => asked.map((one) => one.replace(/ .*/, '')).toSorted()
  expect(watched()).toEqual(['/api/v1/events', '/apis/batch/v1/jobs'])
  groups.add('example.com')
  served['/apis/example.com/v1'] = [{ name: 'crontabs', singularName: 'crontab', kind: 'CronTab' }]
  await rows.watch(new Set(['job.batch', 'crontab', 'pod']))
  expect(watched()).toEqual([
    '/api/v1/events',
    '/api/v1/pods',
    '/apis/batch/v1/jobs',
    '/apis/example.com/v1/crontabs',
  ])
})

test('no secret gets into the trace', async () => {
  await rows.watch(new Set(['secrets']))
  send(
    '/api/v1/secrets',
    'ADDED',
    'key',
    '5',
    { kind: 'Secret', data: { password: 'aHVudGVyMmh1bnRlcjI=' } },
    true,
  )
  await vi.waitFor(() => expect(rows.seen).toHaveLength(1))
  writer.end('complete')
  const events = await Array.fromAsync(new Trace(join(folder, 'trace.ndjson')))
  const row = events.find((event) => event.type === 'row')
  expect(row).toMatchObject({ resource: 'secrets', name: 'key', change: 'added' })
  expect(JSON.stringify(row)).toContain('"password":"<secret>"')
  expect(JSON.stringify(events)).not.toContain('aHVudGVyMmh1bnRlcjI')
})

test('a group that does not answer at once is asked again', async () => {
  busy.add('/apis/batch/v1')
  await rows.watch(new Set(['jobs']))
  expect([...watches.keys()]).toEqual(['/apis/batch/v1/jobs'])
})
