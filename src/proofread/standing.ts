import { placesIn } from './match.ts'
import type { TextSpan } from '../text/passage.ts'
import type { Printed } from './printed.ts'
import { isRecorded } from './recorded-for.ts'
import type { Finding } from './finding.ts'

/** What can be said of a place that a text prints. */
export const standings = [
  'as printed',
  'changed as recorded',
  'changed, no claim',
  'not shown on this version',
  'not matched',
] as const

export type Standing = (typeof standings)[number]

/** How many printed places have which standing. */
export type Tally = Record<Standing, number>

export const tallyOf = (some: Partial<Tally>): Tally => ({
  'as printed': 0,
  'changed as recorded': 0,
  'changed, no claim': 0,
  'not shown on this version': 0,
  'not matched': 0,
  ...some,
})

export const standingOf = ({ kind, owner }: Pick<Finding, 'kind' | 'owner'>): Standing => {
  if (kind === 'not shown') return 'not shown on this version'
  return isRecorded(owner) ? 'changed as recorded' : 'changed, no claim'
}

/** Counts the places that are printed, each once; what is missing is none of them. */
export function tallied({ content, spans, unread = [] }: Printed, findings: readonly Finding[]): Tally {
  const all = [...spans.values()].toSorted(byPlace)
  const leaves = all.filter((span, index) => {
    const next = all[index + 1]
    return !next || !isWithin(next, span) || isWithin(span, next)
  })
  const tally = tallyOf({ 'not matched': unread.length })
  const waiting = findings
    .flatMap((one) =>
      one.kind !== 'missing' && one.span ? [{ standing: standingOf(one), ...one.span }] : [],
    )
    .toSorted(byPlace)
  let open: typeof waiting = []
  for (const leaf of leaves) {
    while (waiting[0] && waiting[0].from <= leaf.from) open.push(...waiting.splice(0, 1))
    open = open.filter(({ to }) => to >= leaf.to)
    const [found] = open
    if (found) tally[found.standing] += 1
  }
  const other = tally['changed as recorded'] + tally['changed, no claim'] + tally['not shown on this version']
  return { ...tally, 'as printed': Math.max(0, placesIn(content) - other) }
}

/** In the order of a text, what contains something before it. */
const byPlace = (a: TextSpan, b: TextSpan) => a.from - b.from || b.to - a.to

const isWithin = (inner: TextSpan, outer: TextSpan) => outer.from <= inner.from && inner.to <= outer.to
