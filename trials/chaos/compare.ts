import type { TraceEvent } from '../../src/trace/event.ts'
import { kindOf, type Kind } from '../../src/trace/kinds.ts'
import type { HeardVersion, SeenOfKind } from './second-recorder.ts'

/** What a trace and a second recorder do not agree in: each a change in words. */
export interface Differences {
  /** How many changes were compared. */
  compared: number
  /** Seen by the second recorder alone. */
  lost: string[]
  /** In the trace twice. */
  doubled: string[]
  /** In the trace alone. */
  invented: string[]
}

/** What a trace has of one kind. */
interface Told {
  changes: HeardVersion[]
  from: number
  to: number
  gaps: [after: number, until: number][]
}

/**
 * Compares what a trace says of the objects in some namespaces with what another recorder has seen, by uid and revision.
 * Only what both could see is compared: not what was before either began, after either ended, or in a gap of either.
 */
export function differencesHeard(
  events: readonly TraceEvent[],
  seen: Readonly<Record<Kind, SeenOfKind>>,
  namespaces: ReadonlySet<string>,
): Differences {
  const all = Object.entries(seen).map(([kind, other]) => {
    const told = toldOf(kind, events)
    const isCompared = ({ revision, namespace }: HeardVersion) =>
      namespaces.has(namespace) &&
      revision > Math.max(told.from, other.from) &&
      revision <= Math.min(told.to, other.to) &&
      ![...told.gaps, ...other.gaps].some(([after, until]) => revision > after && revision <= until)
    const here = told.changes.filter(isCompared)
    const there = new Map(other.changes.filter(isCompared).map((change) => [keyOf(change), change]))
    const keys = here.map(keyOf)
    const unique = new Set(keys)
    return {
      compared: unique.size,
      lost: [...there].flatMap(([key, change]) => (unique.has(key) ? [] : inWords(change))),
      doubled: here.filter((change, index) => keys.indexOf(keyOf(change)) < index).map(inWords),
      invented: here.filter((change) => !there.has(keyOf(change))).map(inWords),
    }
  })
  return {
    compared: all.reduce((sum, { compared }) => sum + compared, 0),
    lost: all.flatMap(({ lost }) => lost),
    doubled: all.flatMap(({ doubled }) => doubled),
    invented: all.flatMap(({ invented }) => invented),
  }
}

const keyOf = ({ uid, revision, isDeleted }: HeardVersion) =>
  `${uid} ${revision}${isDeleted ? ' deleted' : ''}`

const inWords = ({ kind, namespace, name, revision, isDeleted }: HeardVersion) =>
  `${kind} ${namespace}/${name} at revision ${revision}${isDeleted ? ', deleted' : ''}`

function toldOf(kind: Kind, events: readonly TraceEvent[]): Told {
  const told: Told = { changes: [], from: 0, to: 0, gaps: [] }
  let gapAfter: number | undefined
  for (const event of events) {
    if (event.type === 'gap' && event.kind === kind) gapAfter ??= told.to
    if (event.type === 'progress' && event.kind === kind) {
      const revision = Number(event.revision)
      if (told.from === 0) told.from = revision
      if (gapAfter !== undefined) told.gaps.push([gapAfter, revision])
      gapAfter = undefined
      told.to = Math.max(told.to, revision)
    }
    if (event.type === 'object' && kindOf(event.object) === kind) {
      const { uid, name, namespace = '', resourceVersion } = event.object.metadata
      const revision = Number(resourceVersion)
      told.changes.push({ kind, uid, name, namespace, revision, isDeleted: event.change === 'deleted' })
      told.to = Math.max(told.to, revision)
    }
  }
  return told
}
