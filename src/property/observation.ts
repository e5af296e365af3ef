import type { Span } from '../trace/health.ts'
import type { Kind } from '../trace/kinds.ts'
import type { World } from '../trace/world.ts'
import { isHiddenBy, isSame } from './hidden.ts'
import type { Line } from './line.ts'
import type { Source } from './source.ts'

/** What was found, and where. */
export interface Look<T> {
  found: T
  sources: readonly Source[]
  /** Why it does not count, whatever was found. */
  flaw?: string
  /** There are names of secrets in what was found. */
  isNamed?: true
  /** It may be otherwise: it hangs on a secret of which there is no more than a name. */
  isHidden?: true
  /** The time that was measured, where a duration was found. */
  spans?: readonly Span[]
}

/** What is looked at: kinds of object, and lines, for what comes of them when they are typed. */
export interface Subject {
  kinds?: readonly Kind[]
  lines?: readonly Line[]
}

/** Something that can be looked at in a world at any moment: undefined while there is nothing to see yet. */
export class Observation<T> {
  /** For people. A yes-or-no observation has a sentence that is true or false. */
  readonly name: string
  readonly kinds: readonly Kind[]
  readonly lines: readonly Line[]
  readonly look: (world: World) => Look<T> | undefined

  constructor(
    name: string,
    { kinds = [], lines = [] }: Subject,
    look: (world: World) => Look<T> | undefined,
  ) {
    this.name = name
    this.kinds = kinds
    this.lines = lines
    this.look = look
  }

  /** A view of what is found, in the same place; a view that finds nothing to look at answers undefined. */
  map<U>(name: string, view: (found: T) => U | undefined): Observation<U> {
    return new Observation(name, this, (world) => {
      const look = this.look(world)
      const found = look && view(look.found)
      if (found === undefined || !look) return undefined
      const isHidden = look.isNamed && isHiddenBy(view, look.found, found)
      return { ...look, found, ...(isHidden && { isHidden }) }
    })
  }

  /** Both at once; nothing to see before both are there. */
  with<U>(other: Observation<U>): Observation<readonly [T, U]> {
    return new Observation(`${this.name} and ${other.name}`, bothOf(this, other), (world) => {
      const [one, two] = [this.look(world), other.look(world)]
      if (!one || !two) return undefined
      const flaw = one.flaw ?? two.flaw
      return {
        found: [one.found, two.found],
        sources: [...one.sources, ...two.sources],
        spans: [...(one.spans ?? []), ...(two.spans ?? [])],
        ...(flaw !== undefined && { flaw }),
        ...((one.isNamed ?? two.isNamed) && { isNamed: true }),
        ...((one.isHidden ?? two.isHidden) && { isHidden: true }),
      }
    })
  }

  /** The seconds that something took, as it is dated by the cluster; nothing to see before it is over. */
  seconds(name: string, span: (found: T) => Span | undefined): Observation<number> {
    return this.allSeconds(name, (found) => {
      const one = span(found)
      return one && [one]
    }).map(name, ([one]) => one)
  }

  /** The seconds that each of several things took. */
  allSeconds(name: string, spans: (found: T) => readonly Span[] | undefined): Observation<number[]> {
    return new Observation(name, this, (world) => {
      const look = this.look(world)
      const measured = look && spans(look.found)
      if (!measured || !look) return undefined
      return { ...look, found: measured.map(({ from, to }) => (to - from) / 1000), spans: measured }
    })
  }
}

/** The subjects of two, each once. */
export const bothOf = (one: Subject, other: Subject): Required<Subject> => ({
  kinds: [...new Set([...(one.kinds ?? []), ...(other.kinds ?? [])])],
  lines: [...new Set([...(one.lines ?? []), ...(other.lines ?? [])])],
})

/** Nothing was printed or stored: a list of nothing is nothing as well. */
const isNothing = (found: unknown): boolean =>
  Array.isArray(found) ? found.every(isNothing) : found === undefined || found === null || found === ''

/**
 * Whether two things are the same, compared deeply. Nothing to see before both are there, nor where one of them is
 * nothing: that there is something is for another look to say.
 */
export const same = (one: Observation<unknown>, other: Observation<unknown>) => {
  const both = one.with(other)
  return new Observation<boolean>(`${one.name} is the same as ${other.name}`, both, (world) => {
    const look = both.look(world)
    if (!look || look.found.some(isNothing)) return undefined
    const { isNamed: _, ...rest } = look
    const isSo = isSame(...look.found)
    return { ...rest, found: isSo === true, ...(isSo === undefined && { isHidden: true }) }
  })
}

/** The time of the trace: milliseconds since the epoch, by the recorder's clock. */
export const time = new Observation('the time', {}, ({ now }) => ({ found: now, sources: [] }))
