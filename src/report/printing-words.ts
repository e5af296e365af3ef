import type { ReportedLine, WithPrinting } from './printing.ts'
import { counted } from './words.ts'

export const printedAndStored = 'Printed and stored'

/** How many places were looked at, and what came of it, in a sentence; nothing where there was nothing to look at. */
export function printingMeans({ printed }: WithPrinting): string | undefined {
  if (!printed || printed.lines.length === 0) return undefined
  const { agree, open, lines } = printed
  const disagree = lines.reduce((sum, line) => sum + line.disagree.length, 0)
  const opens = Object.entries(open).map(([because, times]) => `${times} ${because}`)
  const told = opens.length === 0 ? '' : `; of others nobody can tell: ${opens.join(', ')}`
  return `${counted(agree + disagree, 'place')} of answers and objects compared with what is stored, ${disagree || 'none'} disagree${told}`
}

/** A line, in which scenario and run it was typed. */
export const printingLine = ({ scenario, line, run }: ReportedLine) =>
  `${scenario}: ${line}${run === undefined ? '' : ` (${run})`}`

/** What disagrees, in words. */
export const misprintInWords = ({ place, expected, found }: ReportedLine['disagree'][number]) =>
  `${place}: expected ${expected ?? 'nothing'}, found ${found ?? 'nothing'}`
