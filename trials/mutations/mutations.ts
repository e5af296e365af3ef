import { isDeepStrictEqual } from 'node:util'
import { parse } from 'yaml'
import type { Alteration } from '../../src/lab/alteration.ts'
import type { Claim } from '../../src/lab/claim.ts'
import { fieldAt } from '../../src/property/description.ts'
import type { Place, Source } from '../../src/property/source.ts'
import { nameOfRow, parseTable } from '../../src/property/table.ts'
import { keysOf } from '../../src/property/value-at.ts'
import type { TraceEvent } from '../../src/trace/event.ts'
import { inOrder, kindOf, type Kind, type KubernetesObject } from '../../src/trace/kinds.ts'
import { judgeOn } from '../../testing/traces.ts'

/** A recorded trace, changed in one way: of one claim no two are changed in the same. */
export interface Mutation {
  what: Alteration
  events: readonly TraceEvent[]
}

/** An alteration in words for people: nothing reads them. */
export function alterationInWords(what: Alteration): string {
  if ('tokens' in what) return 'contents of the tokens changed'
  if ('field' in what) return `${what.field} changed`
  if ('objects' in what)
    return `${what.objects} ${what.are === 'reversed' ? 'events' : 'objects'} ${what.are}`
  const { line, run, part, place, is } = what
  const name = `“${line}”${run === undefined ? '' : ` (${run})`}`
  if (part === 'typed' || part === 'end') return `${name} never ${part === 'end' ? 'ended' : 'typed'}`
  return `${place === undefined ? part : Object.entries(place).flat().join(' ')} of ${name} ${is}`
}

type Change = (event: TraceEvent) => TraceEvent[]

/** Fields that tell objects apart, or their health, and say nothing else of what a claim is decided on. */
const passedOver = new Set([
  'kind',
  'apiVersion',
  'metadata.uid',
  'metadata.namespace',
  'metadata.resourceVersion',
  'metadata.deletionTimestamp',
  'status.containerStatuses.*.state.waiting.reason',
  'status.containerStatuses.*.state.terminated.reason',
])

/**
 * The mutations of what a claim was decided on. For each kind of object that it looked at: the loss of them all, a
 * delay, the opposite order, and where it looked at all of a kind a twin of each; for each field that it read (a count,
 * a phase, a condition, a name, a time) another value; for each command its loss and another exit code, and for each
 * part of what came back the loss of it and another value in the place that was looked at; for each token other
 * contents.
 */
export async function mutationsFor(claim: Claim, events: readonly TraceEvent[]): Promise<Mutation[]> {
  const { sources, fields } = await decidedOn(claim, events)
  const kindsOf = (type: Source['type']) =>
    inOrder(sources.flatMap((source) => (source.type === type && 'kind' in source ? source.kind : [])))
  const mutations = [
    ...inOrder([...kindsOf('object'), ...kindsOf('kind')]).flatMap((kind) => ofKind(kind, events)),
    ...kindsOf('kind').map((kind) =>
      mutation({ objects: kind, are: 'doubled' }, events, (event) =>
        isOf(kind, event) ? [event, twin(event)] : [event],
      ),
    ),
    ...fields.map((path) => mutation({ field: path }, events, (event) => [withField(event, path)])),
    ...sources.flatMap((source) => ofCommand(source, events)),
    ...(sources.some(({ type }) => type === 'token')
      ? [mutation({ tokens: 'changed' }, events, (event) => [withOtherContents(event)])]
      : []),
  ].filter(({ events: mutated }) => !isDeepStrictEqual(mutated, events))
  return [...new Map(mutations.map((one) => [JSON.stringify(one.what), one])).values()]
}

/** What a claim looked at when it was decided, and the fields of objects that it ever read, as `Job.status.active`. */
async function decidedOn(claim: Claim, events: readonly TraceEvent[]) {
  const read = new Set<string>()
  const watched = events.map((event) =>
    event.type === 'object'
      ? { ...event, object: watchReads(event.object, kindOf(event.object), read) }
      : event,
  )
  const { conjuncts } = await judgeOn(claim, watched)
  const properties = [claim.holds, ...(claim.drift ?? []).map(({ holds }) => holds)]
  const kinds = new Set<string>(properties.flatMap((property) => property.kinds))
  return {
    sources: conjuncts.flatMap(({ look }) => look?.sources ?? []),
    fields: [...read].filter((path) => {
      const kind = [...kinds].find((one) => path.startsWith(`${one}.`))
      return kind !== undefined && !passedOver.has(path.slice(kind.length + 1))
    }),
  }
}

function mutation(what: Alteration, events: readonly TraceEvent[], change: Change): Mutation {
  return { what, events: events.flatMap(change) }
}

const isOf = (kind: Kind, event: TraceEvent) => event.type === 'object' && kindOf(event.object) === kind

function ofKind(kind: Kind, events: readonly TraceEvent[]): Mutation[] {
  const late = events.map((event) => (isOf(kind, event) ? later(event) : event))
  const back = events.filter((event) => isOf(kind, event)).toReversed()
  return [
    mutation({ objects: kind, are: 'lost' }, events, (event) => (isOf(kind, event) ? [] : [event])),
    { what: { objects: kind, are: 'delayed' }, events: late.toSorted((a, b) => a.at - b.at) },
    {
      what: { objects: kind, are: 'reversed' },
      events: events.map((event) => (isOf(kind, event) ? instead(event, back.shift() ?? event) : event)),
    },
  ]
}

/** A change that comes after all that really came after it: by its time, and by its revision. */
function later(event: TraceEvent): TraceEvent {
  if (event.type !== 'object') return event
  const { written } = event
  return {
    ...event,
    at: event.at + delay,
    object: withRevision(event.object, Number(event.object.metadata.resourceVersion) + delay),
    ...(written !== undefined && { written: new Date(Date.parse(written) + delay).toISOString() }),
  }
}

/** Another change at the moment and revision of an event. */
function instead(event: TraceEvent, taken: TraceEvent): TraceEvent {
  if (event.type !== 'object' || taken.type !== 'object') return event
  const { change } = taken
  return {
    ...event,
    change,
    object: withRevision(taken.object, Number(event.object.metadata.resourceVersion)),
  }
}

const withRevision = (object: KubernetesObject, revision: number) =>
  ({ ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } }) as KubernetesObject

/** Two and a half minutes: longer than anything of the lab may be late. */
const delay = 150_000

/** The same of another object. */
function twin(event: TraceEvent): TraceEvent {
  if (event.type !== 'object') return event
  const { metadata } = event.object
  const twinned = { ...metadata, uid: `${metadata.uid}-2`, name: `${metadata.name}-2` }
  return { ...event, object: { ...event.object, metadata: twinned } as KubernetesObject }
}

function ofCommand(source: Source, events: readonly TraceEvent[]): Mutation[] {
  if (source.type !== 'command') return []
  const { command, part, place } = source
  const typed = events.find((event) => event.type === 'typed' && event.command === command)
  if (typed?.type !== 'typed') return []
  const { line, run } = typed
  const altered = (
    what: Pick<Extract<Alteration, { line: string }>, 'part' | 'place' | 'is'>,
    change: Change,
  ) =>
    mutation({ line, ...(run !== undefined && { run }), ...what }, events, (event) =>
      'command' in event && event.command === command ? change(event) : [event],
    )
  const without =
    (isLost: (event: TraceEvent) => boolean): Change =>
    (event) =>
      isLost(event) ? [] : [event]
  const lost = altered({ part: 'typed', is: 'lost' }, () => [])
  if (part === 'typed') return [lost]
  if (part === 'end')
    return [
      lost,
      altered(
        { part, is: 'lost' },
        without(({ type }) => type === 'exited'),
      ),
    ]
  const withOtherEnd = altered({ part: 'exit code', is: 'changed' }, withOtherCode)
  if (part === 'exit code') return [lost, withOtherEnd]
  return [
    lost,
    withOtherEnd,
    altered(
      { part, is: 'lost' },
      without((event) => event.type === 'output' && event.stream === part),
    ),
    altered({ part, ...(place && { place }), is: 'changed' }, (event) =>
      event.type === 'output' && event.stream === part
        ? [{ ...event, text: turnedAt(place, event.text) }]
        : [event],
    ),
  ]
}

function withOtherCode(event: TraceEvent): TraceEvent[] {
  return [event.type === 'exited' ? { ...event, code: (event.code ?? 0) + 1 } : event]
}

function withOtherContents(event: TraceEvent): TraceEvent {
  if (event.type !== 'token') return event
  const turn = (part: Record<string, unknown>) =>
    JSON.parse(JSON.stringify(part), (_, value: unknown) =>
      typeof value === 'number' ? value * 2 : typeof value === 'string' ? turned(value) : value,
    ) as Record<string, unknown>
  return { ...event, header: turn(event.header), payload: turn(event.payload) }
}

/** A text with other values in a place, or everywhere. */
function turnedAt(place: Place | undefined, text: string): string {
  if (!place) return turned(text)
  return valuesAt(place, text)
    .toSorted((a, b) => b.length - a.length)
    .reduce((mutated, value) => mutated.replaceAll(value, turned(value)), text)
}

function valuesAt(place: Place, text: string): string[] {
  const values =
    'column' in place
      ? cellsAt(place, text)
      : 'field' in place
        ? (fieldAt(text, [place.field, ...(place.inside ?? [])]) ?? [])
        : leaves(keysOf(place.path).reduce(within, [parsed(text)]))
  return [...new Set(values)].filter((value) => value !== '')
}

function cellsAt({ column, row }: Extract<Place, { column: string }>, text: string): string[] {
  const table = parseTable(text) ?? { columns: [], rows: [] }
  return table.rows
    .filter((one) => row === undefined || nameOfRow(table, one) === row)
    .map((one) => one[column] ?? '')
}

function parsed(text: string): unknown {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}

/** What stands under a key in each of some values; `*` is all that stands in a list. */
const within = (values: unknown[], key: string): unknown[] =>
  values.flatMap((value) => {
    if (key === '*') return Array.isArray(value) ? (value as unknown[]) : []
    return typeof value === 'object' && value !== null ? [(value as Record<string, unknown>)[key]] : []
  })

/** All texts and numbers in some values, as texts. */
const leaves = (values: unknown[]): string[] =>
  values.flatMap((value) => {
    if (typeof value === 'object' && value !== null) return leaves(Object.values(value))
    return value === undefined || value === null
      ? []
      : [typeof value === 'string' ? value : JSON.stringify(value)]
  })

/** A text of the same shape with none of its letters and digits. */
function turned(text: string): string {
  const next = (letters: string, letter: string) =>
    letters.charAt((letters.indexOf(letter) + 1) % letters.length)
  return text
    .replaceAll(/[a-z]/g, (letter) => next('abcdefghijklmnopqrstuvwxyz', letter))
    .replaceAll(/[A-Z]/g, (letter) => next('ABCDEFGHIJKLMNOPQRSTUVWXYZ', letter))
    .replaceAll(/\d/g, (digit) => next('0123456789', digit))
}

/** Notes every field that is read, by kind and path, list places as `*`. */
function watchReads<T extends object>(value: T, path: string, read: Set<string>): T {
  return new Proxy(value, {
    get(target, key, receiver) {
      const inside: unknown = Reflect.get(target, key, receiver)
      if (typeof key === 'symbol' || typeof inside === 'function' || key === 'length') return inside
      const place = `${path}.${Array.isArray(target) ? '*' : key}`
      if (typeof inside === 'object' && inside !== null) return watchReads(inside, place, read)
      if (inside !== undefined) read.add(place)
      return inside
    },
  })
}

function withField(event: TraceEvent, path: string): TraceEvent {
  const [kind, ...keys] = path.split('.')
  if (event.type !== 'object' || event.object.kind !== kind) return event
  return { ...event, object: changed(event.object, keys) as KubernetesObject }
}

function changed(value: unknown, [key, ...rest]: string[]): unknown {
  if (key === undefined) return other(value)
  if (key === '*') return Array.isArray(value) ? value.map((item) => changed(item, rest)) : value
  if (typeof value !== 'object' || value === null || !(key in value)) return value
  return { ...value, [key]: changed((value as Record<string, unknown>)[key], rest) }
}

/** Another value of the same type; a time becomes one that is two and a half minutes later. */
function other(value: unknown): unknown {
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (typeof value !== 'string') return value
  return /^\d{4}-\d\d-\d\dT[\d:]+Z$/.test(value)
    ? new Date(Date.parse(value) + delay).toISOString().replace('.000', '')
    : turned(value)
}
