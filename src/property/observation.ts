import { isDeepStrictEqual } from 'node:util'
import type { World } from '../trace/world.ts'

/** Something that can be looked at in a world at any moment: undefined while there is nothing to see yet. */
export class Observation<T> {
  readonly name: string
  readonly look: (world: World) => T | undefined

  constructor(name: string, look: (world: World) => T | undefined) {
    this.name = name
    this.look = look
  }

  /** A view of what is seen; a view that finds nothing to look at answers undefined. */
  map<U>(name: string, view: (seen: T, world: World) => U | undefined): Observation<U> {
    return new Observation(`${this.name} ${name}`.trim(), (world) => {
      const seen = this.look(world)
      return seen === undefined ? undefined : view(seen, world)
    })
  }
}

/** Whether two things are the same, compared deeply; nothing to see before both are there. */
export const same = (one: Observation<unknown>, other: Observation<unknown>) =>
  one.map(`is the same as ${other.name}`, (found, world) => {
    const compared = other.look(world)
    return compared === undefined ? undefined : isDeepStrictEqual(found, compared)
  })
