import { isDeepStrictEqual } from 'node:util'
import type { World } from '../trace/world.ts'
import type { Source } from './source.ts'

/** What was found, and where. */
export interface Look<T> {
  found: T
  sources: readonly Source[]
}

/** Something that can be looked at in a world at any moment: undefined while there is nothing to see yet. */
export class Observation<T> {
  /** For people. A yes-or-no observation has a sentence that is true or false. */
  readonly name: string
  readonly look: (world: World) => Look<T> | undefined

  constructor(name: string, look: (world: World) => Look<T> | undefined) {
    this.name = name
    this.look = look
  }

  /** A view of what is found, in the same place; a view that finds nothing to look at answers undefined. */
  map<U>(name: string, view: (found: T) => U | undefined): Observation<U> {
    return new Observation(name, (world) => {
      const look = this.look(world)
      const found = look && view(look.found)
      return found === undefined || !look ? undefined : { found, sources: look.sources }
    })
  }

  /** Both at once; nothing to see before both are there. */
  with<U>(other: Observation<U>): Observation<readonly [T, U]> {
    return new Observation(`${this.name} and ${other.name}`, (world) => {
      const [one, two] = [this.look(world), other.look(world)]
      return one && two && { found: [one.found, two.found], sources: [...one.sources, ...two.sources] }
    })
  }
}

/** Whether two things are the same, compared deeply; nothing to see before both are there. */
export const same = (one: Observation<unknown>, other: Observation<unknown>) =>
  one
    .with(other)
    .map(`${one.name} is the same as ${other.name}`, ([found, compared]) =>
      isDeepStrictEqual(found, compared),
    )

/** The time of the trace: milliseconds since the epoch. */
export const time = new Observation('the time', ({ now }) => ({ found: now, sources: [] }))
