import * as fc from 'fast-check'
import { valueAt } from '../../src/property/value-at.ts'
import { anyText } from './any-text.ts'

/** What takes the place of a value: JSON as text, a long text, lists in lists, or a number or time moved on by so much. */
type Other = { json: string } | { long: number } | { deep: number } | { shift: number }

/** A change of a value in a JSON document; places count on from the beginning where there are not as many. */
export interface ValueChange {
  value: 'drop' | 'replace' | 'rename'
  /** Which of all values in the document, from the outside to the inside. */
  at: number
  to: Other
}

/** Texts that mean something to some reader: terminals, pages, paths, prototypes, versions, times, numbers. */
const texts = [
  '',
  ' ',
  '\n',
  '\r\n\r\n',
  '\0',
  '\u001B[2J\u001B]0;x\u0007',
  '\u202Eabc',
  '\uFFFE',
  '\uD800',
  '::error::x',
  '<script>alert(1)</script>',
  ']]>',
  '| a | b |',
  '../../../x',
  '/',
  '__proto__',
  'constructor',
  'toString',
  'v1.20.0',
  'v1.99.0',
  'v1',
  '1.37.2',
  'latest',
  '2026-02-30T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '0000-01-01T00:00:00Z',
  '2126-01-01T00:00:00Z',
  '-1',
  '1e999',
  '9'.repeat(400),
  'NaN',
]
const numbers = [0, -1, 1.5, -0.1, 2 ** 31, 2 ** 53, 1e21, 1e308, 8.64e15, 8.64e15 + 1, 253_402_300_800_000]
/** What no program writes, and readers take in different ways. */
const raws = [
  '1e999',
  '-0',
  'NaN',
  '01',
  '{"a":1,"a":2}',
  '{"__proto__":{"a":1}}',
  String.raw`"\ud800"`,
  '[',
  '',
]
/** A second, a minute, a day, a hundred years (milliseconds). */
const spans = [1, 1000, 60_000, 86_400_000, 3_155_760_000_000]

const others: fc.Arbitrary<Other> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...texts).map((text) => ({ json: JSON.stringify(text) })) },
  { weight: 3, arbitrary: fc.constantFrom(...numbers).map((number) => ({ json: JSON.stringify(number) })) },
  { weight: 2, arbitrary: fc.constantFrom(...raws).map((json) => ({ json })) },
  { weight: 3, arbitrary: fc.constantFrom('null', 'true', '[]', '{}', '[null]').map((json) => ({ json })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...spans), fc.integer({ min: -60, max: 60 }))
      .map(([span, count]) => ({ shift: span * count })),
  },
  {
    weight: 3,
    arbitrary: anyText(40).map((text) => ({ json: JSON.stringify(text) })),
  },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 300_000 }).map((long) => ({ long })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 5000 }).map((deep) => ({ deep })) },
)

export const valueChanges: fc.Arbitrary<ValueChange> = fc.record(
  { value: fc.constantFrom('replace', 'replace', 'drop', 'rename'), at: fc.nat(), to: others },
  { noNullPrototype: true },
)

/** Stands in a document where a text is put in that may be no JSON. */
const mark = 'PUT8IN9HERE'

/**
 * Does it to a document.
 * @param written how it is written; what is put in stands there as JSON
 */
export function withValueChange(
  document: unknown,
  { value: how, at, to }: ValueChange,
  written: (document: unknown) => string = JSON.stringify,
): string {
  const places = placesIn(document)
  const place = places[at % places.length] ?? []
  const marked = how === 'drop' ? undefined : mark
  const text = written(how === 'rename' ? renamed(document, place) : replaced(document, place, marked)) ?? ''
  return text.replaceAll(new RegExp(`"?${mark}"?`, 'g'), () =>
    how === 'rename' ? keyOf(to) : jsonOf(to, valueAt(document, place)),
  )
}

type Place = readonly string[]

/** Deeper is only what another change has made so. */
const deepest = 50

/** The places of all values in a document: of itself, of what stands in it, and so on. */
function placesIn(value: unknown, place: Place = []): Place[] {
  if (typeof value !== 'object' || value === null || place.length === deepest) return [place]
  return [place, ...Object.entries(value).flatMap(([key, inside]) => placesIn(inside, [...place, key]))]
}

/** A copy with something else in a place; undefined takes it away. */
function replaced(value: unknown, [key, ...rest]: Place, to: unknown): unknown {
  if (key === undefined) return to
  const inside = replaced((value as Record<string, unknown>)[key], rest, to)
  if (!Array.isArray(value)) return { ...(value as object), [key]: inside }
  return inside === undefined ? value.toSpliced(Number(key), 1) : value.with(Number(key), inside)
}

/** A copy in which what stands in a place has the mark for a name. */
function renamed(document: unknown, place: Place): unknown {
  const [outside, key] = [place.slice(0, -1), place.at(-1)]
  const value = valueAt(document, outside)
  if (key === undefined || Array.isArray(value)) return replaced(document, place, mark)
  const { [key]: inside, ...rest } = value as Record<string, unknown>
  return replaced(document, outside, { ...rest, [mark]: inside })
}

function jsonOf(to: Other, before: unknown): string {
  if ('json' in to) return to.json
  if ('long' in to) return JSON.stringify('x'.repeat(to.long))
  if ('deep' in to) return '['.repeat(to.deep) + ']'.repeat(to.deep)
  const isTime = typeof before === 'string' && !Number.isNaN(Date.parse(before))
  const moved = (isTime ? Date.parse(before) : Number(before)) + to.shift
  return JSON.stringify(isTime && Math.abs(moved) < 8.64e15 ? new Date(moved).toISOString() : moved)
}

/** A name for a field, as JSON. */
const keyOf = (to: Other) => ('json' in to && to.json.startsWith('"') ? to.json : '"x"')
