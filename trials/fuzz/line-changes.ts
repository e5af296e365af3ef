import * as fc from 'fast-check'

/** What may be done to lines at a place, and at another. */
const ways = {
  drop: (lines: readonly string[], at: number) => lines.toSpliced(at, 1),
  double: (lines: readonly string[], at: number, other: number) => lines.toSpliced(other, 0, lines[at] ?? ''),
  swap: (lines: readonly string[], at: number, other: number) =>
    lines.with(at, lines[other] ?? '').with(other, lines[at] ?? ''),
  cut: (lines: readonly string[], at: number, other: number) =>
    lines.with(at, (lines[at] ?? '').slice(0, other)),
  'drop all from here': (lines: readonly string[], at: number) => lines.slice(0, at),
} as const

/** A change of lines; places count on from the beginning where there are not as many. */
export interface LineChange {
  lines: keyof typeof ways
  at: number
  other: number
}

export const lineChanges: fc.Arbitrary<LineChange> = fc.record(
  { lines: fc.constantFrom(...(Object.keys(ways) as (keyof typeof ways)[])), at: fc.nat(), other: fc.nat() },
  { noNullPrototype: true },
)

/** Does it to some lines. */
export function withLineChange(lines: readonly string[], { lines: how, at, other }: LineChange): string[] {
  if (lines.length === 0) return []
  return ways[how](lines, at % lines.length, other % lines.length)
}
