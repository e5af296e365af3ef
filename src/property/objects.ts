import type { Kind } from '../trace/kinds.ts'
import type { SeenObject, Version } from '../trace/world.ts'
import { Observation } from './observation.ts'
import { sourceOf, sourceOfKind } from './source.ts'

/** The first object of a kind that a scenario made, with its life; its last state when it is deleted. */
export const theFirst = <K extends Kind>(kind: K) =>
  new Observation<SeenObject<K>>(`the first ${kind}`, { kinds: [kind] }, (world) => {
    const seen = world.first(kind)
    return seen && { found: seen, sources: [sourceOf(seen.object)] }
  })

/** All objects of a kind that a scenario ever had, oldest first, those that are gone as well. */
export const allEver = <K extends Kind>(kind: K) =>
  new Observation<SeenObject<K>[]>(`the ${kind}s`, { kinds: [kind] }, (world) => {
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
