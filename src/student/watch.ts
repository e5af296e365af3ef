import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import { CannotJudge } from '../errors.ts'
import type { Happening } from '../trace/event.ts'
import { isA, kubernetesObject, type Kind, type KubernetesObject } from '../trace/kinds.ts'
import { brokenOff, NoAnswer, type Api } from './api.ts'
import type { Resource } from './discover.ts'
import { Gone } from './gone.ts'

/** A server that is away for so long does not come back (milliseconds): a restart takes 20 s at the most. */
const awayAtMost = 60_000

/** Between two attempts to reach a server that is away (milliseconds). */
const usualPause = 250

/** Between two times at which it is told that the server is away (milliseconds). */
const toldEvery = 1000

const watchEvent = z.looseObject({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.looseObject({}),
})
const managedFields = z.array(z.looseObject({ time: z.string().optional() }))
const withVersion = z.looseObject({ metadata: z.looseObject({ resourceVersion: z.string() }) })
const changes = { ADDED: 'added', MODIFIED: 'modified', DELETED: 'deleted' } as const

const objectList = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string() }),
  items: z.array(z.looseObject({})),
})

/** What a watch tells: changes, how far it has got, that it broke off, and times in which changes may have been missed. */
export type Told = Extract<Happening, { type: 'object' | 'gap' | 'away' | 'progress' }>

/** What is watched: the objects of a kind, in one namespace or in all. */
export interface Watched {
  kind: Kind
  namespace?: string
}

/** How it is watched. */
interface Manner {
  /** Looks where the kind is served: a revision until which it was not, where it is not yet, or not any more. */
  find: () => Promise<Pick<Resource, 'apiVersion' | 'path'> | string>
  /** How long a connection lasts, where it is not as long as others (seconds). Shortly before its end it tells how far it has got. */
  seconds?: number
  /** How long it waits before it tries again to reach a server that is away (milliseconds). */
  pauses?: number
}

/**
 * Watches all objects of a kind until the signal comes. It goes on from where it was when a connection ends, and lists
 * again when the server no longer knows that place (410 Gone): what changed meanwhile is told once, with a gap before it.
 * Resolves when what was there at the start has been told; `done` settles after the signal, or with what ends the
 * watch: a server that stays away, or says what cannot be read.
 */
export async function watchKind(
  api: Api,
  watched: Watched,
  tell: (told: Told) => void | Promise<void>,
  signal: AbortSignal,
  manner: Manner,
): Promise<{ done: Promise<void> }> {
  const watch = new Watch(api, watched, tell, signal, manner)
  await watch.list()
  return { done: watch.follow() }
}

/** How an attempt to hear of changes ended. */
type Outcome = 'closed' | 'gone' | 'listed' | 'absent' | 'failed'

/** One kind of object, followed from where it was listed. */
class Watch {
  readonly #api: Api
  readonly #watched: Watched
  readonly #tell: (told: Told) => void | Promise<void>
  readonly #signal: AbortSignal
  readonly #manner: Manner
  /** Where it is served; undefined while it is not. */
  #resource: Pick<Resource, 'apiVersion' | 'path'> | undefined
  #wasAbsent = false
  readonly #known = new Map<string, KubernetesObject>()
  #resourceVersion = ''
  /** When all that had changed was told, for the last time. */
  #complete = 0

  constructor(
    api: Api,
    watched: Watched,
    tell: (told: Told) => void | Promise<void>,
    signal: AbortSignal,
    manner: Manner,
  ) {
    this.#api = api
    this.#watched = watched
    this.#tell = tell
    this.#signal = signal
    this.#manner = manner
  }

  /** Tells of all that is there, of what has gone, and how far that is. */
  async list(): Promise<'listed' | 'absent'> {
    const { kind } = this.#watched
    const listedAt = Date.now()
    const { resourceVersion, listed } = await this.#read()
    const before = this.#resourceVersion
    this.#resourceVersion = resourceVersion
    // Nobody knows how these came to be as they are.
    if (this.#wasAbsent && listed.length > 0) await this.#tell({ type: 'gap', kind, since: this.#complete })
    this.#wasAbsent = this.#resource === undefined
    const uids = new Set(listed.map(({ object }) => object.metadata.uid))
    for (const object of this.#known.values()) {
      if (uids.has(object.metadata.uid)) continue
      // When it went nobody knows, but not after the list.
      const gone = { ...object, metadata: { ...object.metadata, resourceVersion } } as KubernetesObject
      await this.#change('deleted', { object: gone })
    }
    for (const version of listed)
      await this.#change(this.#known.has(version.object.metadata.uid) ? 'modified' : 'added', version)
    if (resourceVersion !== before)
      await this.#tell({ type: 'progress', ...this.#watched, revision: resourceVersion })
    this.#complete = listedAt
    return this.#wasAbsent ? 'absent' : 'listed'
  }

  /** All that is there, and at which revision: nothing where the kind is not served. */
  async #read(): Promise<{ resourceVersion: string; listed: Version[] }> {
    const { kind, namespace } = this.#watched
    const found = this.#resource ?? (await this.#manner.find())
    if (typeof found === 'string') return { resourceVersion: found, listed: [] }
    const answer = await this.#api.ask(found.path(namespace), {}, this.#signal)
    const body = await text(answer).catch(brokenOff)
    const { metadata, items } = readable(kind, () => objectList.parse(JSON.parse(body)))
    // In a list an object does not say what it is.
    const itself = { apiVersion: found.apiVersion, kind: kind.replace(/\..*/, '') }
    const listed = readable(kind, () => items.map((item) => versionOf(kind, { ...itself, ...item })))
    this.#resource = found
    return { resourceVersion: metadata.resourceVersion, listed }
  }

  /** Tells of what changes, until the signal comes. @throws CannotJudge when the server stays away */
  async follow(): Promise<void> {
    let awaySince: number | undefined
    let awayTold = Number.NEGATIVE_INFINITY
    while (!this.#signal.aborted) {
      const before = this.#complete
      const outcome = await this.#attempt()
      if (outcome === 'failed' && !this.#signal.aborted && performance.now() - awayTold > toldEvery) {
        await this.#tell({ type: 'away', kind: this.#watched.kind })
        awayTold = performance.now()
      }
      const isAway = outcome === 'failed' && this.#complete === before
      awaySince = isAway ? (awaySince ?? Date.now()) : undefined
      if (awaySince !== undefined && Date.now() - awaySince > awayAtMost)
        throw new Gone('API server', `the API server has not answered for ${awayAtMost / 1000} s`)
      if (outcome === 'closed') continue
      const { pauses = usualPause } = this.#manner
      await pause(pauses, undefined, { signal: this.#signal }).catch(() => {})
    }
  }

  /** Watches once; where the server no longer knows the place, lists again. */
  async #attempt(): Promise<Outcome> {
    const outcome = this.#resource ? await this.#watchOnce(this.#resource) : 'absent'
    if (outcome === 'closed') this.#complete = Date.now()
    if (outcome === 'absent') this.#resource = undefined
    else if (outcome !== 'gone') return outcome
    else await this.#tell({ type: 'gap', kind: this.#watched.kind, since: this.#complete })
    try {
      return await this.list()
    } catch (error) {
      // What has just come to be served does not answer at once.
      if (error instanceof NoAnswer) return this.#resource ? 'failed' : 'absent'
      throw error
    }
  }

  async #watchOnce({ path }: Pick<Resource, 'path'>): Promise<Outcome> {
    const { seconds } = this.#manner
    const query = {
      resourceVersion: this.#resourceVersion,
      allowWatchBookmarks: 'true',
      ...(seconds !== undefined && { timeoutSeconds: seconds }),
    }
    try {
      for await (const line of this.#api.watch(path(this.#watched.namespace), query, this.#signal)) {
        const ended = await this.#hear(line)
        if (ended) return ended
        this.#complete = Date.now()
      }
      return 'closed'
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      return error.statusCode === 410 ? 'gone' : error.statusCode === 404 ? 'absent' : 'failed'
    }
  }

  /** Takes in one event. @returns how the watch ended, where the event says that it has */
  async #hear(line: string): Promise<Outcome | undefined> {
    const { kind } = this.#watched
    const { type, object } = readable(kind, () => watchEvent.parse(JSON.parse(line)))
    if (type === 'ERROR') return object['code'] === 410 ? 'gone' : 'failed'
    const { metadata } = readable(kind, () => withVersion.parse(object))
    if (type === 'BOOKMARK')
      await this.#tell({ type: 'progress', ...this.#watched, revision: metadata.resourceVersion })
    else
      await this.#change(
        changes[type],
        readable(kind, () => versionOf(kind, object)),
      )
    this.#resourceVersion = metadata.resourceVersion
    return undefined
  }

  async #change(how: 'added' | 'modified' | 'deleted', version: Version): Promise<void> {
    const { object } = version
    const before = this.#known.get(object.metadata.uid)
    // A watch that goes on, or a list, may tell again what is known.
    if (how !== 'deleted' && before?.metadata.resourceVersion === object.metadata.resourceVersion) return
    if (how === 'deleted') this.#known.delete(object.metadata.uid)
    else this.#known.set(object.metadata.uid, object)
    await this.#tell({ type: 'object', change: how, ...version })
  }
}

/** An object as it was told of, and when that version was written (RFC 3339), where its managedFields say so. */
interface Version {
  object: KubernetesObject
  written?: string
}

function versionOf(kind: Kind, raw: unknown): Version {
  const object = kubernetesObject.parse(raw)
  if (!isA(kind, object)) throw new TypeError(`expected a ${kind}, found another kind`)
  const fields = managedFields.safeParse(object.metadata['managedFields'])
  delete object.metadata['managedFields']
  const written = fields.success
    ? fields.data
        .flatMap(({ time }) => time ?? [])
        .toSorted()
        .at(-1)
    : undefined
  return { object, ...(written !== undefined && { written }) }
}

/** What the server says and we can't read must not be lost in silence. It may hold secrets, so it is not quoted. */
function readable<T>(kind: Kind, reading: () => T): T {
  try {
    return reading()
  } catch (error) {
    const why =
      error instanceof z.ZodError
        ? z.prettifyError(error)
        : error instanceof TypeError
          ? error.message
          : 'it is no JSON'
    throw new CannotJudge(`what the API server says of a ${kind} cannot be read: ${why}`)
  }
}
