import { once } from 'node:events'
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { fakePrograms } from './fake-programs.ts'
import { servedAt } from './served.ts'

interface Attributes {
  verb: string
  resource: string
  namespace?: string
}

/** What is answered: a status, and JSON. */
type Answer = [status: number, body: unknown]

const forbidden: Answer = [403, { kind: 'Status', message: 'forbidden' }]
const list = (...names: string[]) => ({ items: names.map((name) => ({ metadata: { name } })) })

/**
 * A cluster of somebody else, with a kubectl that says what it was called for. What is asked that the test has not named
 * is answered as by a cluster that has nothing in it.
 */
export class FakeHost implements AsyncDisposable {
  /** What the user may not do, as `list nodes`, or `list nodes in a` for one namespace. */
  readonly refused = new Set<string>()
  /** Answers by `METHOD path`, without the query: always the same, or what is made of each question. */
  readonly answers = new Map<string, Answer | (() => Promise<Answer>)>()
  /** What was asked, as `METHOD path`. */
  readonly asked: string[] = []
  /** Path of kubectl, and of the kubeconfig. */
  readonly kubectl: string
  readonly kubeconfig: string
  readonly #folder: string
  readonly #server: Server

  private constructor(folder: string, certificate: Buffer) {
    this.#folder = folder
    this.kubectl = join(folder, 'kubectl')
    this.kubeconfig = join(folder, 'kubeconfig')
    this.#server = createServer({ key: certificate, cert: certificate }, (request, response) => {
      void (request.method === 'GET' ? Promise.resolve(undefined) : json(request)).then(async (body) => {
        const path = (request.url ?? '').replace(/\?.*/, '')
        this.asked.push(`${request.method} ${path}`)
        const named = this.answers.get(`${request.method} ${path}`)
        const [status, answer] =
          (typeof named === 'function' ? await named() : named) ??
          this.#answer(request.method ?? '', path, request.headers.authorization, body)
        response.writeHead(status).end(JSON.stringify(answer))
      })
    })
  }

  /** @param script what its kubectl does besides, in sh */
  static async start(script = ''): Promise<FakeHost> {
    const certificate = await readFile(join(import.meta.dirname, 'for-tests-only.pem'))
    const host = new FakeHost(await mkdtemp(join(tmpdir(), 'kubelab-test-')), certificate)
    host.#server.listen(0, '127.0.0.1')
    await once(host.#server, 'listening')
    const { port } = host.#server.address() as AddressInfo
    const cluster = {
      server: `https://127.0.0.1:${port}`,
      'certificate-authority-data': certificate.toString('base64'),
    }
    const name = 'theirs'
    const config = {
      clusters: [{ name, cluster }],
      users: [{ name, user: { token: 'student' } }],
      contexts: [{ name, context: { cluster: name, user: name } }],
      'current-context': name,
    }
    await writeFile(host.kubeconfig, JSON.stringify(config))
    await host.kubectlDoes(script)
    return host
  }

  /** What its kubectl does from now on besides, in sh. */
  async kubectlDoes(script: string): Promise<void> {
    await fakePrograms(this.#folder, { kubectl: `echo "$@" >> '${this.#calls}'\n${script}` })
  }

  /** Puts a line between what kubectl was called for. */
  async note(line: string): Promise<void> {
    await appendFile(this.#calls, `${line}\n`)
  }

  /** What kubectl was called for, a line each. */
  async called(): Promise<string[]> {
    const text = await readFile(this.#calls, 'utf8').catch(() => '')
    return text.split('\n').filter(Boolean)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await rm(this.#folder, { recursive: true })
  }

  get #calls(): string {
    return join(this.#folder, 'calls')
  }

  #answer(method: string, path: string, user: string | undefined, body: unknown): Answer {
    if (path.endsWith('/selfsubjectaccessreviews')) {
      const { spec } = body as { spec: { resourceAttributes: Attributes } }
      const { verb, resource, namespace } = spec.resourceAttributes
      const action = `${verb} ${resource}`
      const isRefused = [action, `${action} in ${namespace}`].some((one) => this.refused.has(one))
      return [201, { status: { allowed: !isRefused } }]
    }
    if (path.endsWith('/token')) return [201, { status: { token: 'account' } }]
    if (method === 'POST') return [201, body]
    const served = servedAt(path)
    if (served !== undefined) return [200, served]
    if (user !== 'Bearer student' && path === '/api/v1/namespaces') return forbidden
    return [200, list()]
  }
}
