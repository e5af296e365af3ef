import type { Report } from './report.ts'

const whatBecame = {
  interrupted: 'The run was interrupted before it was complete',
  broken: 'The run broke before it was complete',
  'cut off': 'The trace is cut off: it has no end',
} as const

/** What a reader must know of a run that was not recorded to its end; undefined where it was. */
export function incomplete({ end: { outcome, reason } }: Pick<Report, 'end'>): string | undefined {
  if (outcome === 'complete') return undefined
  const why = reason === undefined ? '' : ` (${reason.replaceAll(/\s+/g, ' ')})`
  return `${whatBecame[outcome]}${why}. The verdicts are right, but they are not about a whole run.`
}
