import type { Kind, ObjectOf } from '../trace/kinds.ts'
import type { SeenObject, Version } from '../trace/world.ts'
import type { Matcher } from './matcher.ts'
import { Observation } from './observation.ts'
import { sourceOf, sourceOfKind } from './source.ts'
import { spanBetween } from './time.ts'
import { keysOf, valueAt, valuesAt } from './value-at.ts'

/** The first object of a kind that a scenario made, with its life; its last state when it is deleted. */
export const theFirst = <K extends Kind>(kind: K) =>
  new Observation<SeenObject<K>>(`the first ${kind}`, { kinds: [kind] }, (world) => {
    const seen = world.first(kind)
    return seen && { found: seen, sources: [sourceOf(seen.object)] }
  })

/** All objects of a kind that a scenario ever had, oldest first, those that are gone as well. */
export const allEver = <K extends Kind>(kind: K) =>
  new Observation<SeenObject<K>[]>(`the ${plural(kind)}`, { kinds: [kind] }, (world) => {
    const all = world.ever(kind)
    return { found: all, sources: [sourceOfKind(kind), ...all.map(({ object }) => sourceOf(object))] }
  })

/** A field of a spec: null where the spec has none of this name, nothing to see where it has no fields at all. */
export const stored = <S extends object, K extends keyof S>(spec: S, name: K) =>
  Object.keys(spec).length === 0 ? undefined : (spec[name] ?? null)

export const isThere = ({ isDeleted }: SeenObject<Kind>) => !isDeleted

/** The first version of an object that is so. */
export const firstThat = <K extends Kind>(
  { versions }: SeenObject<K>,
  isSo: (object: Version<K>['object']) => boolean,
): Version<K> | undefined => versions.find(({ object }) => isSo(object))

/** `Pods`, `Ingresses`, `NetworkPolicies`; of another group than Kubernetes' own without it. */
function plural(kind: Kind): string {
  const name = kind.replace(/\..*/, '')
  return name.endsWith('y') ? name.replace(/y$/, 'ies') : `${name}${name.endsWith('s') ? 'es' : 's'}`
}

interface Condition {
  type: string
  status?: string
  reason?: string
  message?: string
}

const conditionOf = (object: ObjectOf<Kind>, type: string) => {
  const conditions = valueAt(object, ['status', 'conditions'])
  return Array.isArray(conditions) ? (conditions as Condition[]).find((one) => one.type === type) : undefined
}

/**
 * Objects of a kind: what can be seen of them in a scenario, those that are gone as well. Each of its selections is of
 * fewer; what an object is, is what it is by then, and its last state when it is gone. A path is like
 * `status.availableReplicas`, `spec.containers.0.image`, `metadata.labels."app.kubernetes.io/name"`; with `*` for each of a
 * list, as `status.containerStatuses.*.restartCount`.
 */
class Objects<K extends Kind> {
  readonly #kind: K
  readonly #words: string
  readonly #isMeant: (object: ObjectOf<K>) => boolean

  constructor(kind: K, words: string, isMeant: (object: ObjectOf<K>) => boolean) {
    this.#kind = kind
    this.#words = words
    this.#isMeant = isMeant
  }

  /** Those of which something is so. @param words that go on after `the Pods` */
  that(words: string, isSo: (object: ObjectOf<K>) => boolean): Objects<K> {
    return new Objects(
      this.#kind,
      `${this.#words} ${words}`,
      (object) => this.#isMeant(object) && isSo(object),
    )
  }

  /** Those with this name, or with one like this. */
  named(name: string | RegExp): Objects<K> {
    return this.that(`named ${String(name)}`, ({ metadata }) =>
      typeof name === 'string' ? metadata.name === name : name.test(metadata.name),
    )
  }

  /** Those that have these labels. */
  labelled(labels: Readonly<Record<string, string>>): Objects<K> {
    const all = Object.entries(labels)
    return this.that(`with ${all.map((label) => label.join('=')).join(',')}`, ({ metadata }) =>
      all.every(([name, value]) => metadata.labels?.[name] === value),
    )
  }

  /** Those that an object of a kind owns: one with this name, or one like this. */
  ownedBy(kind: string, name: string | RegExp = /^/): Objects<K> {
    return this.that(
      `of ${String(name) === '/^/' ? `a ${kind}` : `the ${kind} ${String(name)}`}`,
      ({ metadata }) =>
        metadata.ownerReferences?.some(
          (owner) =>
            owner.kind === kind && (typeof name === 'string' ? owner.name === name : name.test(owner.name)),
        ) === true,
    )
  }

  /** Those of which a field is so; of a field that is not there what null would be. */
  having(path: string, matcher: Matcher<unknown>): Objects<K> {
    return this.that(
      `with ${path} ${matcher.says}`,
      (object) => matcher.test(valueAt(object, keysOf(path)) ?? null) === true,
    )
  }

  /** Those that have a condition which is true: `Ready`, `Available`. */
  being(condition: string): Objects<K> {
    return this.that(`that are ${condition}`, (object) => conditionOf(object, condition)?.status === 'True')
  }

  /** Those that were not told to stop. */
  get staying(): Objects<K> {
    return this.that('not told to stop', ({ metadata }) => metadata.deletionTimestamp === undefined)
  }

  /** How many are there. */
  get count(): Observation<number> {
    return this.#seen(`the number of the ${this.#words}`, (all) => all.filter(isThere).length)
  }

  /** How many there ever were. */
  get made(): Observation<number> {
    return this.#seen(`the number of the ${this.#words} ever made`, (all) => all.length)
  }

  /** Whether one is there. */
  get isThere(): Observation<boolean> {
    return this.#seen(`one of the ${this.#words} is there`, (all) => all.some(isThere))
  }

  /** The names of those that are there. */
  get names(): Observation<string[]> {
    return this.#seen(`the names of the ${this.#words}`, (all) =>
      all.filter(isThere).map(({ object }) => object.metadata.name),
    )
  }

  /** A field of the first: null where it has none, nothing to see before there is one. */
  field(path: string): Observation<unknown> {
    return this.#first(
      `${path} of the first of the ${this.#words}`,
      ({ object }) => valueAt(object, keysOf(path)) ?? null,
    )
  }

  /** The condition of a type of the first, as far as it says why; null where it has none. */
  condition(type: string): Observation<Omit<Condition, 'type'> | null> {
    return this.#first(`the condition ${type} of the first of the ${this.#words}`, ({ object }) => {
      const { status, reason, message } = conditionOf(object, type) ?? {}
      return status === undefined
        ? null
        : { status, ...(reason !== undefined && { reason }), ...(message !== undefined && { message }) }
    })
  }

  /** A field of each that is there, in the order in which they were made; those without it are left out. */
  each(path: string): Observation<unknown[]> {
    return this.#seen(`${path} of each of the ${this.#words}`, (all) =>
      all.filter(isThere).flatMap(({ object }) => valuesAt(object, keysOf(path))),
    )
  }

  /** The seconds from one time that each is dated with to another; nothing to see before one has both. */
  seconds(from: string, to: string): Observation<number[]> {
    const timeAt = (object: ObjectOf<K>, path: string) => {
      const time = valueAt(object, keysOf(path))
      return typeof time === 'string' ? time : undefined
    }
    return this.#seen(`the ${this.#words}`, (all) => all).allSeconds(
      `the seconds from ${from} to ${to} of each of the ${this.#words}`,
      (all) => {
        const spans = all.flatMap(({ object }) => spanBetween(timeAt(object, from), timeAt(object, to)) ?? [])
        return spans.length === 0 ? undefined : spans
      },
    )
  }

  #seen<T>(name: string, view: (all: SeenObject<K>[]) => T): Observation<T> {
    return new Observation<T>(name, { kinds: [this.#kind] }, (world) => {
      const all = world.ever(this.#kind).filter(({ object }) => this.#isMeant(object))
      return {
        found: view(all),
        sources: [sourceOfKind(this.#kind), ...all.map(({ object }) => sourceOf(object))],
      }
    })
  }

  #first<T>(name: string, view: (seen: SeenObject<K>) => T): Observation<T> {
    return new Observation<T>(name, { kinds: [this.#kind] }, (world) => {
      const first = world.ever(this.#kind).find(({ object }) => this.#isMeant(object))
      return first && { found: view(first), sources: [sourceOf(first.object)] }
    })
  }
}

/** The objects of a kind: `Pod`, `Deployment`, `Widget.example.com`. */
export const objects = <K extends Kind>(kind: K): Objects<K> => new Objects(kind, plural(kind), () => true)
