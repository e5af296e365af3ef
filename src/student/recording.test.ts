import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { scenario } from '../lab/scenario.ts'
import { fakePrograms } from '../../testing/fake-programs.ts'
import { servedAt } from '../../testing/served.ts'
import { TraceWriter } from '../trace/writer.ts'
import { Recording } from './recording.ts'

/** Longer than anything that is done by a timer: a heartbeat, a look whether a Lease was renewed (milliseconds). */
const quiet = 2500

/** An API server in which nothing happens, and what it was asked, by whom: `watch` in place of GET where it stays open. */
async function silentServer(folder: string) {
  const pem = await readFile(join(import.meta.dirname, '../../testing/for-tests-only.pem'))
  const asked: string[] = []
  const agents = new Set<string | undefined>()
  const server = createServer({ key: pem, cert: pem }, (request, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'https://127.0.0.1')
    const isWatch = searchParams.has('watch')
    asked.push(`${isWatch ? 'watch' : request.method} ${pathname}`)
    agents.add(request.headers['user-agent'])
    if (isWatch) response.flushHeaders()
    else response.end(JSON.stringify(servedAt(pathname) ?? { metadata: { resourceVersion: '1' }, items: [] }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const kubeconfig = join(folder, 'kubeconfig')
  const { port } = server.address() as AddressInfo
  const cluster = {
    server: `https://127.0.0.1:${port}`,
    'certificate-authority-data': pem.toString('base64'),
  }
  await writeFile(
    kubeconfig,
    JSON.stringify({
      clusters: [{ name: 'one', cluster }],
      users: [{ name: 'one', user: {} }],
      contexts: [{ name: 'one', context: { cluster: 'one', user: 'one' } }],
      'current-context': 'one',
    }),
  )
  return { kubeconfig, asked, agents }
}

/** Records so many scenarios, of which none is worked through. */
async function recorded(count: number) {
  const folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const scenarios = Array.from({ length: count }, (_, place) =>
    scenario(`s${place}`, { files: [] }, async () => {}),
  )
  const version = '{"gitVersion":"v1.37.2"}'
  const names = [...scenarios.map(({ name }) => `lab-${name}`), 'lab-marks'].join(' ')
  await fakePrograms(folder, {
    kubectl: `case $1 in
version) echo '{"clientVersion":${version},"serverVersion":${version}}' ;;
get) printf '%s\\n' ${names} ;;
*) cat ;;
esac`,
  })
  const { kubeconfig, ...server } = await silentServer(folder)
  const writer = new TraceWriter(join(folder, 'trace.ndjson'))
  const place = {
    kubeconfig,
    kubectl: join(folder, 'kubectl'),
    nodeImage: 'image',
    folder,
    lab: 'one',
    manifests: folder,
    watches: ['Job', 'CronJob', 'Deployment'],
  }
  const recording = await Recording.open(scenarios, place, writer)
  onTestFinished(async () => {
    await recording[Symbol.asyncDispose]()
    writer.end('complete')
  })
  return server
}

test('of one scenario as of 40 one watch tells of each kind, two of the Leases, and no timer asks', async () => {
  const servers = await Promise.all([1, 40].map(recorded))
  const watches = ({ asked }: { asked: string[] }) => asked.filter((one) => one.startsWith('watch '))
  for (const server of servers) await expect.poll(() => watches(server)).toHaveLength(5 + 2)
  const before = servers.map(({ asked }) => [...asked])
  await pause(quiet)
  expect(servers.map(({ asked }) => asked)).toEqual(before)
  for (const { agents } of servers) expect([...agents]).toEqual(['kubelab-conformance'])
})
