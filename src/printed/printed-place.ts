import type { Expected, Unknowable } from '../trace/kinds/kind-record.ts'
import { hasSecretName } from '../trace/secret-name.ts'

/** A cell, a field, a value or a line that was printed, beside what is stored. */
export interface PrintedPlace {
  /** Where in the answer: `[web] STATUS`, say. */
  place: string
  answer: 'agrees' | 'disagrees' | 'open'
  /** What stood there; null where nothing did. */
  found: string | null
  /** What should; null where nothing should. Not there where nobody can tell. */
  expected?: string | null
  because?: Unknowable
}

/**
 * Compares what was printed with what was stored at one of some moments: all of it must be explained by one of them.
 * @param found what stood at each place
 * @param moments what should have stood there
 * @param unknown why nobody can tell whether something may stand at a place where nothing is expected; undefined where it may not
 * @returns the places by the moment that explains most
 */
export function placesOf(
  found: ReadonlyMap<string, string>,
  moments: Iterable<ReadonlyMap<string, Expected>>,
  unknown: (place: string) => Unknowable | undefined = () => undefined,
): PrintedPlace[] {
  let [best, least]: [PrintedPlace[], number] = [[], Infinity]
  for (const expected of moments) {
    const places = [...new Set([...found.keys(), ...expected.keys()])].map((place) =>
      placeAt(place, found.get(place), expected.get(place), unknown),
    )
    const wrong = places.filter(({ answer }) => answer === 'disagrees').length
    if (wrong < least) [best, least] = [places, wrong]
    if (wrong === 0) break
  }
  return best
}

function placeAt(
  place: string,
  text: string | undefined,
  expected: Expected | undefined,
  unknown: (place: string) => Unknowable | undefined,
): PrintedPlace {
  const found = text ?? null
  const because =
    expected === undefined
      ? unknown(place)
      : typeof expected === 'object' && 'unknown' in expected
        ? expected.unknown
        : undefined
  if (because !== undefined) return { place, answer: 'open', found, because }
  const may = [expected ?? []].flat() as string[]
  if (text !== undefined && may.includes(text)) return { place, answer: 'agrees', found, expected: text }
  if ([text ?? '', ...may].some(hasSecretName)) return { place, answer: 'open', found, because: 'secret' }
  return { place, answer: 'disagrees', found, expected: may[0] ?? null }
}
