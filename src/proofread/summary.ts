import type { Finding } from './finding.ts'
import type { Proofreading, Shown } from './proofreading.ts'
import { isRecorded } from './recorded-for.ts'
import { standings, tallyOf, type Tally } from './standing.ts'

/** How much of a text could be matched, and what became of it. */
export interface Summary {
  typed: number
  /** Of the lines that are typed: those that the student types too, or that a change is recorded of. */
  matched: number
  /** The places that are printed, by what can be said of them. */
  tally: Tally
  places: number
  /** What the cluster shows and the text does not: with a change that is recorded, and without. */
  missing: { recorded: number; noClaim: number }
  /** Lines that the lab types and that are useless on this version. */
  replaced: number
}

export const shownIn = ({ parts }: Pick<Proofreading, 'parts'>): Shown[] =>
  parts.filter((part) => part.type === 'shown')

/** What a text says otherwise than the cluster, with where it is shown. */
export const staleIn = (proof: Pick<Proofreading, 'parts'>): { shown: Shown; finding: Finding }[] =>
  shownIn(proof).flatMap((shown) => shown.findings.map((finding) => ({ shown, finding })))

/** Counts what became of a text. */
export function summaryOf(proof: Pick<Proofreading, 'parts'>): Summary {
  const shown = shownIn(proof)
  // A file, or a box of which nobody knows what it is, may be shown without a line that is typed.
  const typed = shown.filter(({ excerpt }) => excerpt.plain.text !== '')
  const tally = tallyOf({})
  for (const one of shown) for (const standing of standings) tally[standing] += one.tally[standing]
  const missing = staleIn(proof).filter(({ finding }) => finding.kind === 'missing')
  const recorded = missing.filter(({ finding }) => isRecorded(finding.owner)).length
  return {
    typed: typed.length,
    matched: typed.filter(({ standing }) => standing !== 'not matched').length,
    tally,
    places: standings.reduce((sum, standing) => sum + tally[standing], 0),
    missing: { recorded, noClaim: missing.length - recorded },
    replaced: shown.filter(({ standing }) => standing === 'replaced').length,
  }
}

/**
 * Of less than this share of its lines nothing can be said of a text: where the student types every second line no more than
 * by chance, it is of another lab.
 */
const least = 0.5

/** 0 nothing is stale, 1 something is, 2 too little could be matched. */
export function exitCodeOfProofreading(proof: Pick<Proofreading, 'parts'>): 0 | 1 | 2 {
  const { typed, matched, replaced } = summaryOf(proof)
  if (typed === 0 || matched / typed < least) return 2
  return replaced > 0 || staleIn(proof).length > 0 ? 1 : 0
}
