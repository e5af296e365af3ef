import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { processStart } from '../process-start.ts'
import { fakePrograms } from '../../testing/fake-programs.ts'
import { listening } from '../../testing/test-desk.ts'
import { OwnNetwork } from './own-network.ts'
import { Shell } from './shell.ts'

let folder: string
let api: Server
let url: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
  api = createServer((request, response) => response.end(`served ${request.url}`)).listen(0, '127.0.0.1')
  api.on('upgrade', (_, socket, head) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n')
    socket.write(head)
    socket.pipe(socket)
  })
  await once(api, 'listening')
  url = `http://127.0.0.1:${(api.address() as AddressInfo).port}`
})
afterEach(async () => {
  api.closeAllConnections()
  api.close()
  await rm(folder, { recursive: true })
})

const networks = await OwnNetwork.open('http://127.0.0.1:1')
await networks?.[Symbol.asyncDispose]()
const isImpossible = networks === undefined

/** A student in a network of its own. */
async function student() {
  const network = await OwnNetwork.open(url)
  if (!network) throw new Error('expected a network')
  const shell = await Shell.open(folder, {}, { network })
  return {
    shell,
    [Symbol.asyncDispose]: async () => {
      await shell[Symbol.asyncDispose]()
      await network[Symbol.asyncDispose]()
    },
  }
}

test.skipIf(isImpossible)(
  'the API server is reached at its address, as often as somebody calls',
  async () => {
    await using one = await student()
    const line = Array.from({ length: 20 }, (_, count) => `curl -sS ${url}/${count} &`).join(' ')
    const { stdout } = await one.shell.run(`${line} wait`)
    expect(stdout.match(/served \/\d+/g)).toHaveLength(20)
  },
)

test.skipIf(isImpossible)(
  'a connection that is upgraded goes both ways until one of them ends it',
  async () => {
    await using one = await student()
    const { port } = api.address() as AddressInfo
    const asks = String.raw`printf "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nhello\n" >&3`
    const { stdout } = await one.shell.run(
      `exec 3<>/dev/tcp/127.0.0.1/${port}; ${asks}; while read -r line <&3; do echo "$line"; case $line in hello) exit 0;; esac; done`,
    )
    expect(stdout).toMatch(/101 Switching Protocols[\s\S]*hello/)
  },
)

test.skipIf(isImpossible)(
  'a port that somebody has is free, and two students have the same one',
  async () => {
    await using listener = await listening()
    const serves = `node -e 'require("net").createServer((s) => s.end("mine")).listen(${listener.port}, "127.0.0.1", () => console.log("listens"))'`
    const gets = `exec 3<>/dev/tcp/127.0.0.1/${listener.port}; cat <&3`
    await using one = await student()
    await using other = await student()
    for (const { shell } of [one, other]) {
      const terminal = shell.open(serves)
      await once(terminal.stdout, 'data')
      expect((await shell.run(gets)).stdout).toBe('mine')
    }
  },
)

test.skipIf(isImpossible)('the machine has its first address there, at which nobody listens', async () => {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  const first = all.find(({ family, internal }) => family === 'IPv4' && !internal)
  await using one = await student()
  const { stdout, exitCode } = await one.shell.run(
    'hostname -I; curl -s "http://$(hostname -I | cut -f1 -d " "):8001/"',
  )
  expect(stdout.trim()).toBe(first?.address)
  expect(exitCode).toBe(first ? 7 : 3)
})

test.skipIf(isImpossible)('what a student has put into the background there is ended', async () => {
  const one = await student()
  const { stdout } = await one.shell.run('sleep 1234 >&- 2>&- & echo $!')
  expect(processStart(Number(stdout))).toBeDefined()
  await one[Symbol.asyncDispose]()
  expect(processStart(Number(stdout))).toBeUndefined()
})

test('a server that has a name is not looked up', async () => {
  expect(await OwnNetwork.open('https://cluster.example:6443')).toBeUndefined()
})

test('where the programs for it do nothing there is none', async () => {
  for (const missing of ['unshare', 'nsenter', 'ip']) {
    await fakePrograms(join(folder, missing), { [missing]: 'exit 1' })
    vi.stubEnv('PATH', `${join(folder, missing)}:${process.env['PATH']}`)
    expect(await OwnNetwork.open(url)).toBeUndefined()
    vi.unstubAllEnvs()
  }
  vi.stubEnv('PATH', '')
  expect(await OwnNetwork.open(url)).toBeUndefined()
  vi.unstubAllEnvs()
})
