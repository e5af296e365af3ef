import { parse, stringify } from 'yaml'
import * as z from 'zod'
import { differencesOf, type Difference } from './differences.ts'
import { placeOf } from './place.ts'
import type { Seen } from './seen.ts'
import { isOfOneRun, nameOf } from './shape.ts'

/** The shapes that were seen at a place; null where nothing stood. */
const shapes = z.union([z.string().nullable(), z.array(z.string().nullable())])
const places = z.record(z.string(), shapes)

/** What runs of one version differ in: the content of a file of noise. */
const noisy = z.strictObject({
  /** Whatever was typed: a time, an age, a name that is another in each run. */
  anywhere: places,
  /** By the kind of object: ways that some take and others do not, in any scenario. */
  lives: z.record(z.string(), places),
  /** By the scenario, and by the line or the kind of object. */
  scenarios: z.record(z.string(), z.record(z.string(), places)),
})

const heading = `# What runs of one version differ in, and so says nothing about another version: at each place the shapes that were seen,
# null where there was nothing. Made by "npm run compare -- --learn TRACE TRACE", and not by hand.
`

type Shape = string | null

/** What differs between two runs of one version. It is learned: whatever two of them differ in is noise. */
export class Noise {
  /** The shapes by the place, which is told as narrowly as a difference allows: see {@link scopeOf}. */
  readonly #known = new Map<string, Set<Shape>>()

  /**
   * Reads what was learned before.
   * @throws Error when it is no file of noise
   */
  static read(text: string): Noise {
    const { anywhere, lives, scenarios } = noisy.parse(parse(text))
    const noise = new Noise()
    const take = (all: z.infer<typeof places>, ...scope: string[]) => {
      for (const [place, found] of Object.entries(all)) noise.#add([...scope, place], [found].flat())
    }
    take(anywhere)
    for (const [kind, ways] of Object.entries(lives)) take(ways, kind)
    for (const [scenario, subjects] of Object.entries(scenarios))
      for (const [subject, own] of Object.entries(subjects)) take(own, scenario, subject)
    return noise
  }

  /** Learns from runs of one version. */
  learn(runs: readonly ReadonlyMap<string, Seen>[]): void {
    for (const key of new Set(runs.flatMap((run) => [...run.keys()]))) {
      const known = runs.flatMap((run) => run.get(key) ?? []).filter(({ unknown }) => unknown === undefined)
      const [first, ...others] = known
      if (!first) continue
      for (const { content } of others)
        for (const difference of differencesOf(first.content, content))
          this.#add(scopeOf(first, difference), difference.shapes.map(shapeOrNull))
    }
  }

  /** Whether it says nothing that two runs differ so: both have looked like this at this place in runs of one version. */
  covers(seen: Seen, difference: Difference): boolean {
    const found = difference.shapes.map(shapeOrNull)
    return scopesOf(seen, difference).some((scope) => {
      const known = this.#known.get(JSON.stringify(scope))
      return known !== undefined && found.every((shape) => known.has(shape))
    })
  }

  /** How many places there are. */
  get size(): number {
    return this.#known.size
  }

  /** All of it as text, in an order that does not depend on how it was learned. */
  toString(): string {
    const [anywhere, lives, scenarios]: [
      Places,
      Record<string, Places>,
      Record<string, Record<string, Places>>,
    ] = [{}, {}, {}]
    for (const [key, found] of [...this.#known].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const [one = '', two, three] = JSON.parse(key) as string[]
      if (two === undefined) anywhere[one] = written(found)
      else if (three === undefined) (lives[one] ??= {})[two] = written(found)
      else ((scenarios[one] ??= {})[two] ??= {})[three] = written(found)
    }
    return heading + stringify({ anywhere, lives, scenarios }, { lineWidth: 0 })
  }

  #add(scope: readonly string[], found: readonly Shape[]): void {
    const key = JSON.stringify(scope)
    this.#known.set(key, (this.#known.get(key) ?? new Set()).union(new Set(found)))
  }
}

type Places = z.infer<typeof places>

const shapeOrNull = (shape: string | undefined): Shape => shape ?? null

/**
 * Where else it is noise that two runs differ so. A shape that no two runs have the same is noise wherever a line prints
 * that place; a number that looks the same, in any row and item of what this line prints; a way that an object took, for
 * its kind; anything else there only.
 */
function scopeOf(seen: Seen, difference: Difference): string[] {
  const [anywhere, ofKind, inAnyItem, there] = scopesOf(seen, difference)
  const [one, other] = difference.shapes
  if (one !== undefined && one === other) return (isOfOneRun(one) ? anywhere : inAnyItem) ?? []
  return (isWay(seen, difference) ? ofKind : there) ?? []
}

/** All that may be learned of a place, the widest first. */
function scopesOf({ scenario, of, run }: Seen, { path, isLine }: Difference): string[][] {
  const subject = run === undefined ? nameOf(of) : `${nameOf(of)} (${run})`
  const isItem = (name: string, index: number) =>
    /^\[.*\]$/.test(name) && !(isLine && index === path.length - 1)
  const general = placeOf(path.map((name, index) => (isItem(name, index) ? '[*]' : name)))
  return [[general], [of, placeOf(path)], [scenario, subject, general], [scenario, subject, placeOf(path)]]
}

/** Objects have ways, lines that were typed have none. */
const isWay = ({ command }: Seen, { isLine }: Difference) => command === undefined && isLine

function written(found: ReadonlySet<Shape>): Shape[] | Shape {
  const all = [...found].toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1))
  return all.length === 1 ? (all[0] ?? null) : all
}
