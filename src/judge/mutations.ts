import type { Claim } from '../lab/claim.ts'
import type { Evidence } from '../property/property.ts'
import type { TraceEvent } from '../trace/event.ts'
import type { Kind, KubernetesObject } from '../trace/object.ts'
import { judge, type Judgement } from './judge.ts'

/** A recorded trace, changed in one way: what was done to it, and what came of it. */
export interface Mutation {
  name: string
  events: readonly TraceEvent[]
}

/** Fields that tell objects apart, and say nothing else. */
const identity = new Set(['kind', 'metadata.uid', 'metadata.namespace', 'metadata.resourceVersion'])

/** Judges a claim on events that are all there. */
export async function judgeOn(claim: Claim, events: readonly TraceEvent[]): Promise<Judgement> {
  async function* replayed() {
    yield* events
  }
  return await judge(claim, replayed())
}

/**
 * The mutations of what a claim was decided on. For each kind of object it looks at: the loss of them all, a twin of
 * each, a delay, the opposite order; for each field it reads (a count, a phase, a condition, a name, a time) another
 * value; for each command it names its loss, the loss of its output or another exit code, and a change of what was found
 * in its output or in the tokens there.
 */
export async function mutationsFor(claim: Claim, events: readonly TraceEvent[]): Promise<Mutation[]> {
  const read = new Set<string>()
  const watched = events.map((event) =>
    event.type === 'object' ? { ...event, object: watchReads(event.object, event.object.kind, read) } : event,
  )
  const { evidence } = await judgeOn(claim, watched)
  const fields = [...read].filter((path) => !identity.has(path.slice(path.indexOf('.') + 1)))
  const kinds = new Set([
    ...fields.map((path) => path.slice(0, path.indexOf('.'))),
    ...evidence.flatMap(({ of }) =>
      of.includes('“') ? [] : (of.match(/\b(Pod|Job|CronJob)(?=s?\b)/g) ?? []),
    ),
  ])
  const ofObjects = [
    ...[...kinds].flatMap((kind) => [
      mutation(`${kind} objects lost`, events, (event) => (isOf(event, kind) ? [] : [event])),
      mutation(`${kind} objects doubled`, events, (event) =>
        isOf(event, kind) ? [event, doubled(event)] : [event],
      ),
      { name: `${kind} objects delayed`, events: delayed(events, kind) },
      { name: `${kind} events reversed`, events: reversed(events, kind) },
    ]),
    ...fields.map((path) => mutation(`${path} changed`, events, (event) => [withField(event, path)])),
  ]
  const ofCommands = evidence.flatMap((look) => {
    const line = look.of.match(/“(.*)”/)?.[1]
    const commands = new Set(
      events.flatMap((event) => (event.type === 'typed' && event.line === line ? [event.command] : [])),
    )
    const change = (how: (event: TraceEvent) => TraceEvent[]) => (event: TraceEvent) =>
      'command' in event && commands.has(event.command) ? how(event) : [event]
    const inOutput = (how: (text: string) => string) =>
      change((event) => [event.type === 'output' ? { ...event, text: how(event.text) } : event])
    return [
      mutation(
        `“${line}” never typed`,
        events,
        change(() => []),
      ),
      ...(look.of.endsWith('exit code')
        ? [mutation(`exit code of “${line}” changed`, events, change(withOtherCode))]
        : [
            mutation(
              `output of “${line}” lost`,
              events,
              change((event) => (event.type === 'output' ? [] : [event])),
            ),
          ]),
      ...(aboutTokens.test(look.of)
        ? [mutation('contents of the tokens changed', events, (event) => [withOtherContents(event)])]
        : decisiveTexts(look).map((text) =>
            mutation(
              `“${text}” in the output of “${line}” changed`,
              events,
              inOutput((output) => output.replaceAll(text, turned(text))),
            ),
          )),
    ]
  })
  const effective = [...ofObjects, ...ofCommands].filter(
    ({ events: mutated }) => !sameEvents(mutated, events),
  )
  return [...new Map(effective.map((one) => [one.name, one])).values()]
}

function mutation(
  name: string,
  events: readonly TraceEvent[],
  change: (event: TraceEvent) => TraceEvent[],
): Mutation {
  return { name, events: events.flatMap(change) }
}

function sameEvents(mutated: readonly TraceEvent[], events: readonly TraceEvent[]): boolean {
  return mutated.length === events.length && mutated.every((event, index) => isSame(event, events[index]))
}

const isSame = (event: TraceEvent, before: TraceEvent | undefined) =>
  event === before || JSON.stringify(event) === JSON.stringify(before)

const isOf = (event: TraceEvent, kind: string) =>
  event.type === 'object' && event.object.kind === (kind as Kind)

/** Two and a half minutes: longer than anything of the lab may be late. */
const delay = 150_000

/** The same of another object. */
function doubled(event: TraceEvent): TraceEvent {
  if (event.type !== 'object') return event
  const { metadata } = event.object
  const twin = { ...metadata, uid: `${metadata.uid}-2`, name: `${metadata.name}-2` }
  return { ...event, object: { ...event.object, metadata: twin } as KubernetesObject }
}

/** What is seen of a kind is seen later, after what really came after it. */
function delayed(events: readonly TraceEvent[], kind: string): TraceEvent[] {
  const late = events.map((event) => (isOf(event, kind) ? { ...event, at: event.at + delay } : event))
  return late.toSorted((a, b) => a.at - b.at)
}

/** What is seen of a kind is seen in the opposite order, at the same moments. */
function reversed(events: readonly TraceEvent[], kind: string): TraceEvent[] {
  const back = events.filter((event) => isOf(event, kind)).toReversed()
  return events.map((event) => (isOf(event, kind) ? { ...(back.shift() ?? event), at: event.at } : event))
}

const aboutTokens = /(subject|lifetime|bound to|algorithm)/

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

/** The texts that were found and decided: of a list those that were asked for, or all. */
function decisiveTexts({ of, found, expected }: Evidence): string[] {
  if (typeof found === 'number' && !of.endsWith('exit code')) return [String(found)]
  if (typeof found === 'string') return found === '' ? [] : [found.trimEnd()]
  if (!Array.isArray(found)) return []
  const all = found.filter((item): item is string => typeof item === 'string' && item !== '')
  const wanted = all.filter((item) => expected.includes(item))
  return wanted.length > 0 ? wanted : all
}

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
    ? new Date(Date.parse(value) + 150_000).toISOString().replace('.000', '')
    : turned(value)
}
