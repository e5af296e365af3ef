import type { Kind } from '../trace/kinds.ts'
import type { Seen } from '../trace/world.ts'
import { Observation } from './observation.ts'
import { sourceOf, sourceOfKind } from './source.ts'

/** The one object of a kind in a scenario, with its life; its last state when it is deleted. */
export const theOnly = <K extends Kind>(kind: K) =>
  new Observation<Seen<K>>(`the ${kind}`, (world) => {
    const seen = world.only(kind)
    return seen && { found: seen, sources: [sourceOf(seen.object)] }
  })

/** The first object of a kind in a scenario, with its life. */
export const theFirst = <K extends Kind>(kind: K) =>
  new Observation<Seen<K>>(`the first ${kind}`, (world) => {
    const [seen] = world.ever(kind)
    return seen && { found: seen, sources: [sourceOf(seen.object)] }
  })

/** All objects of a kind that a scenario ever had, oldest first, those that are gone as well. */
export const allEver = <K extends Kind>(kind: K) =>
  new Observation<Seen<K>[]>(`the ${kind}s`, (world) => {
    const all = world.ever(kind)
    return { found: all, sources: [sourceOfKind(kind), ...all.map(({ object }) => sourceOf(object))] }
  })

export const isThere = ({ deletedAt }: Seen<Kind>) => deletedAt === undefined
