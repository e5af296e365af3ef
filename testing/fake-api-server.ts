import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { KubeConfig } from '@kubernetes/client-node'

interface Item {
  metadata: { name: string; uid: string; resourceVersion: string; creationTimestamp: string }
  data?: unknown
}

/**
 * An API server with a few Secrets in it: it lists and watches over HTTPS as a real one does, and breaks off, forgets
 * and goes away when it is told to. For the tests of the watch only.
 */
export class FakeApiServer implements AsyncDisposable {
  /** The place from which each watch so far was asked for. */
  readonly resumed: number[] = []
  /** How a watch is answered that asks for a place the server no longer knows. */
  goneBy: 'status' | 'event' = 'status'
  /** Whether requests are taken and left without an answer. */
  silent = false
  /** So many lists are answered with an error of the server. */
  failingLists = 0
  readonly #server: Server
  readonly #certificate: Buffer
  readonly #items = new Map<string, Item>()
  readonly #watches = new Set<ServerResponse>()
  #history: { version: number; line: string }[] = []
  #version = 0
  #oldest = 0
  #port = 0
  #unanswered = 0

  private constructor(certificate: Buffer) {
    this.#certificate = certificate
    this.#server = createServer({ key: certificate, cert: certificate }, (request, response) =>
      this.#answer(request, response),
    )
  }

  static async start(): Promise<FakeApiServer> {
    const server = new FakeApiServer(await readFile(join(import.meta.dirname, 'for-tests-only.pem')))
    await server.comeBack()
    return server
  }

  /** How to reach it; with its certificate to trust unless told otherwise. */
  kubeconfig(trusted = true): KubeConfig {
    const kubeconfig = new KubeConfig()
    kubeconfig.loadFromOptions({
      clusters: [
        {
          name: 'fake',
          server: `https://127.0.0.1:${this.#port}`,
          ...(trusted && { caData: this.#certificate.toString('base64') }),
        },
      ],
      users: [{ name: 'student' }],
      contexts: [{ name: 'fake', cluster: 'fake', user: 'student' }],
      currentContext: 'fake',
    })
    return kubeconfig
  }

  /** Watches that are open now. */
  get watches(): number {
    return this.#watches.size
  }

  /** Requests that were left without an answer. */
  get unanswered(): number {
    return this.#unanswered
  }

  get listening(): boolean {
    return this.#server.listening
  }

  /** Connections that are open now, whatever for. */
  async connections(): Promise<number> {
    return await new Promise((resolve, reject) => {
      this.#server.getConnections((error, count) => (error ? reject(error) : resolve(count)))
    })
  }

  add(name: string): void {
    const metadata = { name, uid: `${name}-${this.#version}`, creationTimestamp: '2026-01-01T00:00:00Z' }
    this.#change('ADDED', { metadata: { ...metadata, resourceVersion: '' } })
  }

  /** A Secret that is none. */
  addUnreadable(): void {
    this.#version += 1
    const metadata = { name: 'unreadable', uid: 'unreadable', resourceVersion: '', creationTimestamp: '' }
    this.#items.set('unreadable', { metadata, data: 'none' })
  }

  modify(name: string): void {
    this.#change('MODIFIED', this.#named(name))
  }

  delete(name: string): void {
    this.#change('DELETED', this.#named(name))
  }

  /** Time passes in which other things change: watches are told the new place and nothing else. */
  bookmark(): void {
    this.#version += 10
    const object = { kind: 'Secret', metadata: { resourceVersion: String(this.#version) } }
    this.send(`${JSON.stringify({ type: 'BOOKMARK', object })}\n`)
  }

  /** Forgets all that has been: no watch can go on from an older place than now. */
  forget(): void {
    this.#oldest = this.#version
    this.#history = []
  }

  /** Sends a text to all watches, as it is. */
  send(text: string): void {
    for (const watch of this.#watches) watch.write(text)
  }

  /** Tells all watches that their place is gone, and ends them. */
  sendGone(): void {
    this.send(gone)
    this.endWatches()
  }

  /** Ends all watches in good order. */
  endWatches(): void {
    for (const watch of this.#watches) watch.end()
    this.#watches.clear()
  }

  /** Breaks all watches off, after the beginning of a line if one is given. */
  async breakOff(beginning = ''): Promise<void> {
    for (const watch of this.#watches) {
      if (beginning !== '') await new Promise((resolve) => watch.write(beginning, resolve))
      watch.destroy()
    }
    this.#watches.clear()
  }

  /** Ends all connections and takes no more. */
  async goAway(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
    this.#watches.clear()
  }

  /** Is there again, where it was before. */
  async comeBack(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (this.#server.address() as AddressInfo).port
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server.listening) await this.goAway()
  }

  #named(name: string): Item {
    const item = this.#items.get(name)
    if (item === undefined) throw new TypeError(`expected a Secret ${name}`)
    return item
  }

  #change(type: 'ADDED' | 'MODIFIED' | 'DELETED', { metadata }: Item): void {
    this.#version += 1
    const item = { metadata: { ...metadata, resourceVersion: String(this.#version) } }
    if (type === 'DELETED') this.#items.delete(metadata.name)
    else this.#items.set(metadata.name, item)
    const line = `${JSON.stringify({ type, object: { kind: 'Secret', apiVersion: 'v1', ...item } })}\n`
    this.#history.push({ version: this.#version, line })
    this.send(line)
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const query = new URL(request.url ?? '', 'https://127.0.0.1').searchParams
    if (this.silent) this.#unanswered += 1
    else if (query.has('watch')) this.#watch(Number(query.get('resourceVersion')), response)
    else this.#list(response)
  }

  #list(response: ServerResponse): void {
    if (this.failingLists > 0) {
      this.failingLists -= 1
      response.writeHead(500).end('{"kind":"Status","code":500}')
      return
    }
    const list = { metadata: { resourceVersion: String(this.#version) }, items: [...this.#items.values()] }
    response.end(JSON.stringify(list))
  }

  #watch(from: number, response: ServerResponse): void {
    this.resumed.push(from)
    if (from < this.#oldest) {
      response.writeHead(this.goneBy === 'status' ? 410 : 200).end(gone)
      return
    }
    this.#watches.add(response)
    response.on('close', () => this.#watches.delete(response))
    response.flushHeaders()
    for (const { version, line } of this.#history) if (version > from) response.write(line)
  }
}

const gone = '{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired"}}\n'
