import * as z from 'zod'
import type { AnswerPlaces } from '../printed/printed-places.ts'

const count = z.number().int()

/** A place at which something else should stand; null is nothing. */
export const misprint = z.strictObject({
  place: z.string(),
  expected: z.string().nullable(),
  found: z.string().nullable(),
})

/** What was printed, beside what was stored while the line was answered. */
export const reportedPrinting = z.strictObject({
  /** How many places agree. */
  agree: count,
  /** How many of the others nobody can tell, by the reason. */
  open: z.record(z.string(), count),
  lines: z.array(
    z.strictObject({
      scenario: z.string(),
      /** The number of the command in the trace; not there where it is what is stored itself. */
      command: count.exactOptional(),
      /** What was typed; the kind of the objects, where it is these that must agree with each other. */
      line: z.string(),
      run: z.string().exactOptional(),
      agree: count,
      open: count,
      disagree: z.array(misprint),
    }),
  ),
})

type Printing = z.infer<typeof reportedPrinting>
export type ReportedLine = Printing['lines'][number]

/** A report, as far as it tells of this. */
export interface WithPrinting {
  printed?: Printing
}

/** Counts the printed places of a run, and lists those that disagree. */
export function printingOf(answers: readonly AnswerPlaces[]): Printing {
  const open: Record<string, number> = {}
  const lines = answers.map(({ places, ...line }) => {
    for (const { because } of places) if (because !== undefined) open[because] = (open[because] ?? 0) + 1
    return {
      ...line,
      agree: places.filter(({ answer }) => answer === 'agrees').length,
      open: places.filter(({ answer }) => answer === 'open').length,
      disagree: places.flatMap(({ answer, place, expected = null, found }) =>
        answer === 'disagrees' ? [{ place, expected, found }] : [],
      ),
    }
  })
  return { agree: lines.reduce((sum, { agree }) => sum + agree, 0), open, lines }
}

/** The lines that print something that is not stored. */
export const misprintedIn = ({ printed }: WithPrinting): readonly ReportedLine[] =>
  printed?.lines.filter(({ disagree }) => disagree.length > 0) ?? []
