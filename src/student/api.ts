import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { Agent, request, type RequestOptions } from 'node:https'
import { text } from 'node:stream/consumers'
import type { KubeConfig } from '@kubernetes/client-node'
import pRetry from 'p-retry'
import * as z from 'zod'
import { CannotJudge } from '../errors.ts'

const status = z.looseObject({ message: z.string() })
const withRevision = z.looseObject({ metadata: z.looseObject({ resourceVersion: z.string() }) })

/** A server that sends nothing for so long is away, though its connection is open (milliseconds). */
const silentAtMost = 30_000

/** By this the server's log tells what the recorder asks from what the student does. */
const userAgent = 'kubelab-conformance'

/** How long a watch lasts: shorter than that, and with a bookmark at its end. */
const timeoutSeconds = 25

/** How long a short answer may take (milliseconds) while the lab is worked through: who waits longer has learned enough. */
const impatient = 5000

/** The server can't be reached, refuses, or breaks off: a moment later it may be there again. */
export class NoAnswer extends CannotJudge {
  override name = 'NoAnswer'
  readonly statusCode: number | undefined

  constructor(message: string, statusCode?: number, cause?: unknown) {
    super(message, { cause })
    this.statusCode = statusCode
  }
}

/** What is sent, and how. */
interface Sent {
  method?: 'GET' | 'POST' | 'PATCH'
  body?: unknown
  /** The form of the answer, where it is not that of the object itself. */
  accept?: string
}

/** The API of a cluster, as the recorder asks it. */
export class Api implements Disposable {
  readonly #kubeconfig: KubeConfig
  readonly #agent: Agent

  readonly #patience: number
  readonly #retries: number
  readonly #over = new AbortController()

  /**
   * @param kubeconfig whose current context is the cluster
   * @param options how long a short answer may take (milliseconds), how many may be asked for at once, and how often one is
   *   asked for again whose connection could not be made, or broke
   */
  constructor(
    kubeconfig: KubeConfig,
    { patience = impatient, atOnce = Number.POSITIVE_INFINITY, retries = 0 } = {},
  ) {
    this.#kubeconfig = kubeconfig
    this.#patience = patience
    this.#retries = retries
    this.#agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  }

  /** Its URL. */
  get server(): string {
    const server = this.#kubeconfig.getCurrentCluster()?.server
    if (server === undefined) throw new TypeError('expected a kubeconfig with a current cluster')
    return server
  }

  /**
   * Asks for something, and resolves when the answer begins; it is there as long as the caller reads it.
   * @param path from the top of the server
   * @throws NoAnswer, with the status where there is one
   */
  async ask(
    path: string,
    query: Readonly<Record<string, string | number>>,
    signal: AbortSignal,
    { method = 'GET', body, accept }: Sent = {},
  ): Promise<IncomingMessage> {
    const url = new URL(this.server + path)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value))
    const either = AbortSignal.any([signal, this.#over.signal])
    const options: RequestOptions = { method, signal: either, timeout: silentAtMost }
    await this.#kubeconfig.applyToHTTPSOptions(options)
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
    const headers = {
      ...(options.headers as OutgoingHttpHeaders),
      'user-agent': userAgent,
      ...(body !== undefined && { 'content-type': type }),
      ...(accept !== undefined && { accept }),
    }
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const asked = request(url, { ...options, headers, agent: this.#agent }, resolve)
      asked.on('error', reject)
      asked.on('timeout', () => asked.destroy(new Error(`nothing came for ${silentAtMost / 1000} s`)))
      asked.end(body === undefined ? undefined : JSON.stringify(body))
    }).catch(brokenOff)
    const { statusCode = 0 } = response
    if (statusCode >= 200 && statusCode < 300) return response
    const found = await text(response).catch(brokenOff)
    throw new NoAnswer(
      `${method} ${path}: expected success, found ${statusCode}: ${messageOf(found)}`,
      statusCode,
    )
  }

  /**
   * Watches what is served at a path: the lines of the answer as they come, each an event as JSON. The server ends it
   * in good order before it is silent for too long. A line that is not whole at the end is none: it will be told again.
   * @throws NoAnswer when the server does not answer, or breaks off
   */
  async *watch(
    path: string,
    query: Readonly<Record<string, string | number>>,
    signal: AbortSignal,
    sent?: Pick<Sent, 'accept'>,
  ): AsyncGenerator<string> {
    const response = await this.ask(path, { watch: 'true', timeoutSeconds, ...query }, signal, sent)
    let rest = ''
    try {
      for await (const piece of response.setEncoding('utf8') as AsyncIterable<string>) {
        const lines = (rest + piece).split('\n')
        rest = lines.pop() ?? ''
        yield* lines
      }
    } catch (error) {
      brokenOff(error)
    }
  }

  /** Asks for something short, and gives the JSON that is answered. @throws as `ask` */
  async json(
    path: string,
    query: Readonly<Record<string, string | number>> = {},
    sent?: Sent,
  ): Promise<unknown> {
    const once = async () => {
      const answer = await this.ask(path, query, AbortSignal.timeout(this.#patience), sent)
      return JSON.parse(await text(answer).catch(brokenOff)) as unknown
    }
    return await pRetry(once, {
      retries: this.#retries,
      minTimeout: 250,
      shouldRetry: ({ error }) => isOfConnection(error),
    })
  }

  /** Makes an object, `path` being that of its kind in its namespace. @throws as `ask` */
  async create(path: string, body: unknown): Promise<void> {
    await this.json(path, {}, { method: 'POST', body })
  }

  /** Merges something into an object. @returns the revision of the change. @throws as `ask` */
  async merge(path: string, body: unknown): Promise<string> {
    return revisionOf(await this.json(path, {}, { method: 'PATCH', body }))
  }

  /**
   * The revision of the cluster by now: a list that is asked for so is never older than the question.
   * @param namespace in which service accounts may be listed
   * @throws as `ask`
   */
  async revision(namespace: string): Promise<string> {
    return revisionOf(await this.json(`/api/v1/namespaces/${namespace}/serviceaccounts`, { limit: 1 }))
  }

  /** Ends what is still asked as well. */
  [Symbol.dispose](): void {
    this.#over.abort()
    this.#agent.destroy()
  }
}

/** Whether a connection could not be made, or broke: what the network says has a name, and the end of our patience has none. */
const isOfConnection = (error: Error) =>
  error instanceof NoAnswer && /^E[A-Z]/.test(String((error.cause as { code?: unknown } | undefined)?.code))

const revisionOf = (answer: unknown) => withRevision.parse(answer).metadata.resourceVersion

/** @throws NoAnswer */
export function brokenOff(error: unknown): never {
  throw new NoAnswer((error as Error).message, undefined, error)
}

/** What the server says in an answer that is an error: its status in words, or the beginning of whatever it is. */
function messageOf(answer: string): string {
  try {
    return status.parse(JSON.parse(answer)).message
  } catch {
    return answer.slice(0, 200)
  }
}
