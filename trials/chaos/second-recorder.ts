import { readFile } from 'node:fs/promises'
import { request } from 'node:https'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import type { IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { parse } from 'yaml'
import * as z from 'zod'
import type { Kind } from '../../src/trace/kinds.ts'

/** Between two attempts (milliseconds). */
const again = 200
/** A connection on which nothing came for so long is given up (milliseconds). */
const silentAtMost = 20_000

const kubeconfig = z.object({
  clusters: z.tuple([
    z.object({ cluster: z.object({ server: z.string(), 'certificate-authority-data': z.base64() }) }),
  ]),
  users: z.tuple([
    z.object({ user: z.object({ 'client-certificate-data': z.base64(), 'client-key-data': z.base64() }) }),
  ]),
})
const object = z.object({
  metadata: z.object({
    uid: z.string(),
    name: z.string(),
    namespace: z.string(),
    resourceVersion: z.string(),
  }),
})
const list = z.object({ metadata: z.object({ resourceVersion: z.string() }), items: z.array(object) })
const served = z.object({ resources: z.array(z.object({ name: z.string(), kind: z.string() })) })
const watched = z.object({ type: z.string(), object: z.looseObject({}) })
const bookmark = z.object({ metadata: z.object({ resourceVersion: z.string() }) })

/** A version of an object, or the end of it. */
export interface HeardVersion {
  kind: Kind
  namespace: string
  name: string
  uid: string
  /** The cluster's own count of changes. */
  revision: number
  isDeleted: boolean
}

/** What was seen of one kind. */
export interface SeenOfKind {
  changes: HeardVersion[]
  /** From which revision on, and up to which, everything was seen. */
  from: number
  to: number
  /** Spans of revisions in which something may have been missed. */
  gaps: [after: number, until: number][]
}

/**
 * Records which versions of which objects there were, in a way of its own: to compare what a trace says. It is on a
 * connection of its own, and knows nothing of students, claims and secrets.
 */
export class SecondRecorder implements AsyncDisposable {
  readonly seen: Record<Kind, SeenOfKind> = {}
  readonly #paths = new Map<Kind, string>()
  readonly #config: z.infer<typeof kubeconfig>
  readonly #stop = new AbortController()
  #following: Promise<void>[] = []

  private constructor(config: z.infer<typeof kubeconfig>) {
    this.#config = config
  }

  /**
   * @param path of a kubeconfig with one cluster and the certificate of one user, as kind writes it
   * @param kinds that are recorded, all of Kubernetes' own
   */
  static async open(path: string, kinds: readonly Kind[]): Promise<SecondRecorder> {
    const recorder = new SecondRecorder(kubeconfig.parse(parse(await readFile(path, 'utf8'))))
    for (const base of ['/api/v1', '/apis/apps/v1', '/apis/batch/v1', '/apis/discovery.k8s.io/v1']) {
      const { resources } = served.parse(JSON.parse(await text(await recorder.#get(base))))
      for (const { name, kind } of resources)
        if (kinds.includes(kind) && !name.includes('/')) recorder.#paths.set(kind, `${base}/${name}`)
    }
    const found = [...recorder.#paths.keys()]
    await Promise.all(found.map((kind) => recorder.#list(kind)))
    recorder.#following = found.map((kind) => recorder.#follow(kind))
    return recorder
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await Promise.all(this.#following)
  }

  async #list(kind: Kind): Promise<void> {
    const { metadata, items } = list.parse(
      JSON.parse(await text(await this.#get(this.#paths.get(kind) ?? ''))),
    )
    const revision = Number(metadata.resourceVersion)
    const seen = this.#seenOf(kind)
    if (seen.to > 0) seen.gaps.push([seen.to, revision])
    else seen.from = revision
    for (const item of items) this.#note(kind, item, false)
    seen.to = revision
  }

  async #follow(kind: Kind): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        const { to } = this.#seenOf(kind)
        const query = `?watch=true&allowWatchBookmarks=true&timeoutSeconds=15&resourceVersion=${to}`
        if ((await this.#watch(kind, query)) === 'gone') await this.#list(kind)
      } catch {
        // The server is away for a moment, and nothing is lost by that.
      }
      await pause(again)
    }
  }

  /** @returns `gone` when the server has forgotten the place from which to go on */
  async #watch(kind: Kind, query: string): Promise<'ended' | 'gone'> {
    const answer = await this.#get((this.#paths.get(kind) ?? '') + query)
    for await (const line of createInterface({ input: answer })) {
      const { type, object: what } = watched.parse(JSON.parse(line))
      if (type === 'ERROR') return what['code'] === 410 ? 'gone' : 'ended'
      if (type !== 'BOOKMARK') this.#note(kind, object.parse(what), type === 'DELETED')
      this.#seenOf(kind).to = Number(bookmark.parse(what).metadata.resourceVersion)
    }
    return 'ended'
  }

  #seenOf(kind: Kind): SeenOfKind {
    return (this.seen[kind] ??= { changes: [], from: 0, to: 0, gaps: [] })
  }

  #note(kind: Kind, { metadata }: z.infer<typeof object>, isDeleted: boolean): void {
    const { uid, name, namespace, resourceVersion } = metadata
    this.#seenOf(kind).changes.push({
      kind,
      namespace,
      name,
      uid,
      revision: Number(resourceVersion),
      isDeleted,
    })
  }

  async #get(path: string): Promise<IncomingMessage> {
    const [{ cluster }] = this.#config.clusters
    const [{ user }] = this.#config.users
    const decoded = (data: string) => Buffer.from(data, 'base64')
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
    const asked = request(
      new URL(cluster.server + path),
      {
        ca: decoded(cluster['certificate-authority-data']),
        cert: decoded(user['client-certificate-data']),
        key: decoded(user['client-key-data']),
        signal: this.#stop.signal,
        timeout: silentAtMost,
        agent: false,
      },
      resolve,
    )
    asked.on('error', reject)
    asked.on('timeout', () => asked.destroy(new Error('silent')))
    asked.end()
    const answer = await promise
    if (answer.statusCode === 410) return answer
    if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode}`)
    return answer
  }
}
