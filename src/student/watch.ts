import { setTimeout as pause } from 'node:timers/promises'
import { type KubeConfig, Watch } from '@kubernetes/client-node'
import * as z from 'zod'
import { CannotJudge } from '../errors.ts'
import { kinds, kubernetesObject, type Kind, type KubernetesObject } from '../trace/kinds.ts'
import type { Happening } from '../trace/event.ts'
import type { Api } from './api.ts'

/** A server that is away for so long does not come back (milliseconds): a restart takes 20 s at the most. */
const awayAtMost = 60_000

/** Between two attempts to reach a server that is away (milliseconds). */
const retryAfter = 250

/** Shorter than the 30 s of silence at which the client gives up: the server then ends with a bookmark, in good order. */
const timeoutSeconds = 25

const withVersion = z.looseObject({ metadata: z.looseObject({ resourceVersion: z.string() }) })
const managedFields = z.array(z.looseObject({ time: z.string().optional() }))
const changes = z.enum(['added', 'modified', 'deleted'])
const isGone = (error: unknown) => (error as { statusCode?: number }).statusCode === 410

const objectList = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string() }),
  items: z.array(z.looseObject({})),
})

/** What a watch tells: changes, how far it has got, and times in which changes may have been missed. */
export type Told = Extract<Happening, { type: 'object' | 'gap' | 'progress' }>

/**
 * Watches all objects of a kind until the signal comes. It goes on from where it was when a connection ends, and lists
 * again when the server no longer knows that place (410 Gone): what changed meanwhile is told once, with a gap before it.
 * Resolves when what was there at the start has been told; `done` settles after the signal.
 */
export async function watchKind(
  kubeconfig: KubeConfig,
  api: Api,
  kind: Kind,
  tell: (told: Told) => void,
  signal: AbortSignal,
): Promise<{ done: Promise<void> }> {
  const known = new Map<string, KubernetesObject>()
  let resourceVersion = await relist()
  return { done: follow() }

  async function follow(): Promise<void> {
    let connectedAt = Date.now()
    let awaySince: number | undefined
    while (!signal.aborted) {
      const outcome = await watchOnce()
      awaySince = outcome === 'failed' ? (awaySince ?? Date.now()) : undefined
      if (awaySince !== undefined && Date.now() - awaySince > awayAtMost) {
        throw new CannotJudge(`the API server has not answered for ${awayAtMost / 1000} s`)
      }
      if (outcome === 'gone') {
        tell({ type: 'gap', kind, since: connectedAt })
        resourceVersion = await relist().catch(() => resourceVersion)
      }
      connectedAt = Date.now()
      if (outcome !== 'closed') await pause(retryAfter, undefined, { signal }).catch(() => {})
    }
  }

  async function relist(): Promise<string> {
    const { metadata, items } = objectList.parse(await api.get(kinds[kind].path))
    const { resourceVersion: listedAt } = metadata
    const listed = items.map((item) => read({ ...item, kind }))
    const uids = new Set(listed.map(({ object }) => object.metadata.uid))
    for (const object of known.values()) {
      // When it went nobody knows, but not after the list.
      const gone = { ...object, metadata: { ...object.metadata, resourceVersion: listedAt } }
      if (!uids.has(object.metadata.uid)) change('deleted', { object: gone as KubernetesObject })
    }
    for (const version of listed) {
      change(known.has(version.object.metadata.uid) ? 'modified' : 'added', version)
    }
    tell({ type: 'progress', kind, revision: listedAt })
    return listedAt
  }

  function change(how: 'added' | 'modified' | 'deleted', version: Version): void {
    const { object } = version
    const before = known.get(object.metadata.uid)
    // A watch that goes on, or a list, may tell again what is known.
    if (how !== 'deleted' && before?.metadata.resourceVersion === object.metadata.resourceVersion) return
    if (how === 'deleted') known.delete(object.metadata.uid)
    else known.set(object.metadata.uid, object)
    tell({ type: 'object', change: how, ...version })
  }

  async function watchOnce(): Promise<'closed' | 'gone' | 'failed'> {
    const { promise, resolve, reject } = Promise.withResolvers<'closed' | 'gone' | 'failed'>()
    const receive = (type: string, object: unknown) => {
      // The Watch swallows what its callback throws; an event that can't be read must not be lost in silence.
      try {
        if (type === 'ERROR') return resolve((object as { code?: number }).code === 410 ? 'gone' : 'failed')
        resourceVersion = withVersion.parse(object).metadata.resourceVersion
        if (type === 'BOOKMARK') tell({ type: 'progress', kind, revision: resourceVersion })
        else change(changes.parse(type.toLowerCase()), read(object))
      } catch (error) {
        reject(error)
      }
    }
    const connection = await new Watch(kubeconfig).watch(
      kinds[kind].path,
      { resourceVersion, allowWatchBookmarks: true, timeoutSeconds },
      receive,
      (error: unknown) => resolve(!error ? 'closed' : isGone(error) ? 'gone' : 'failed'),
    )
    const abort = () => connection.abort()
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()
    const outcome = await promise
    signal.removeEventListener('abort', abort)
    connection.abort()
    return outcome
  }
}

/** An object as it was told of, and when that version was written (RFC 3339), where its managedFields say so. */
interface Version {
  object: KubernetesObject
  written?: string
}

function read(raw: unknown): Version {
  const object = kubernetesObject.parse(raw)
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
