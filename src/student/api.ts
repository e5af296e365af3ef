import { Agent, request } from 'node:https'
import type { KubeConfig } from '@kubernetes/client-node'
import * as z from 'zod'

const withRevision = z.looseObject({ metadata: z.looseObject({ resourceVersion: z.string() }) })

/** How long an answer may take (milliseconds): who waits longer has learned enough. */
const patience = 5000

/** The API of a cluster, for what the recorder asks of it besides its watches. */
export class Api implements Disposable {
  readonly #kubeconfig: KubeConfig
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 4 })

  /** @param kubeconfig whose current context is the cluster */
  constructor(kubeconfig: KubeConfig) {
    this.#kubeconfig = kubeconfig
  }

  /**
   * @param path from the top of the server
   * @returns the body
   * @throws Error with the status and the beginning of the body where it is no success
   */
  async get(path: string): Promise<unknown> {
    return await this.#ask('GET', path)
  }

  /** Makes an object, `path` being that of its kind in its namespace. @throws as `get` */
  async create(path: string, object: unknown): Promise<unknown> {
    return await this.#ask('POST', path, object)
  }

  /** Merges something into an object. @returns the revision of the change. @throws as `get` */
  async merge(path: string, change: unknown): Promise<string> {
    return withRevision.parse(await this.#ask('PATCH', path, change)).metadata.resourceVersion
  }

  /** The revision of the cluster by now. A list that is asked for so is never older than the question. @throws as `get` */
  async revision(): Promise<string> {
    const list = await this.get('/api/v1/namespaces/default/serviceaccounts?limit=1')
    return withRevision.parse(list).metadata.resourceVersion
  }

  [Symbol.dispose](): void {
    this.#agent.destroy()
  }

  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const server = this.#kubeconfig.getCurrentCluster()?.server
    if (server === undefined) throw new TypeError('expected a kubeconfig with a current cluster')
    const options = {}
    await this.#kubeconfig.applyToHTTPSOptions(options)
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
    const headers = body === undefined ? {} : { 'content-type': type }
    const signal = AbortSignal.timeout(patience)
    return await new Promise((resolve, reject) => {
      const asked = request(
        new URL(path, server),
        { ...options, agent: this.#agent, method, headers, signal },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString()
            const { statusCode = 0 } = response
            if (statusCode >= 200 && statusCode < 300) resolve(JSON.parse(text))
            else
              reject(
                new Error(`${method} ${path}: expected success, found ${statusCode}: ${text.slice(0, 200)}`),
              )
          })
        },
      )
      asked.on('error', reject)
      asked.end(body === undefined ? undefined : JSON.stringify(body))
    })
  }
}
