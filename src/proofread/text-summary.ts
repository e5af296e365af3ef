import { sessionPlan } from '../session/session-plan.ts'
import { lineNumbersOf } from '../text/line-numbers.ts'
import {
  standings,
  type JudgedLine,
  type JudgedPlace,
  type JudgedText,
  type Standing,
} from './judged-text.ts'

/** How many there are, and in which lines of the file those stand that could not be read or tried. */
export interface ReadCount {
  all: number
  unread: readonly number[]
}

/** How much of a text could be read and typed, and what became of it. */
export interface TextSummary {
  /** What a text shows in boxes: what is typed with its answer, files, and what nobody can tell. */
  boxes: ReadCount
  typed: ReadCount
  /** Places that are printed: what is missing is none of them. */
  places: ReadCount
  tally: Readonly<Record<Standing, number>>
  /** Typed lines in whose place others are to be typed. */
  retype: number
}

const staleStandings: readonly Standing[] = ['changed', 'missing', 'not printed any more']

/** Whether an author has to change something there. */
export const isStale = ({ standing }: Pick<JudgedPlace, 'standing'>) => staleStandings.includes(standing)

/** The places of a line; the cells of a new column come with its header. */
export function placesOfLine({ places }: JudgedLine): readonly JudgedPlace[] {
  const isNew = new Set(
    places.flatMap(({ path, standing, printed = '', shown = '' }) =>
      path.at(-1) === 'columns' && standing === 'changed'
        ? shown.split(', ').filter((column) => !printed.split(', ').includes(column))
        : [],
    ),
  )
  return places.filter(({ path, standing }) => standing !== 'missing' || !isNew.has(path.at(-2) ?? ''))
}

/** The place in the file of a typed line, or of what it prints where it stands in none. */
export const startOfLine = ({ typed }: JudgedLine): number =>
  (typed.typed.span ?? typed.printed[0]?.passage.span)?.from ?? 0

/** Counts what became of a text. */
export function summaryOfText({ session, lines }: JudgedText): TextSummary {
  const { text, parts } = session
  const lineAt = lineNumbersOf(text.text)
  const numbers = (all: readonly number[]) =>
    [...new Set(all.map((at) => lineAt(at)))].toSorted((a, b) => a - b)
  const places = lines.flatMap((line) => placesOfLine(line).map((place) => ({ line, ...place })))
  const tally = Object.fromEntries(
    standings.map((standing) => [standing, places.filter((place) => place.standing === standing).length]),
  ) as Record<Standing, number>
  const unread = parts.filter((part) => part.type === 'not read')
  return {
    boxes: {
      all: sessionPlan(session).boxes,
      unread: numbers(unread.map(({ passage }) => passage.span?.from ?? 0)),
    },
    typed: {
      all: lines.length,
      unread: numbers(lines.filter(({ answer }) => answer === undefined).map(startOfLine)),
    },
    places: {
      all: places.length - tally.missing,
      unread: numbers(
        places.flatMap(({ standing, span, line }) =>
          standing === 'not read' ? [span?.from ?? startOfLine(line)] : [],
        ),
      ),
    },
    tally,
    retype: lines.filter(({ retype }) => retype.length > 0).length,
  }
}

/** Of more than this share of its printed places nothing can be said of a text. */
const mostUnread = 0.1

/**
 * What proofreading a text ends with.
 * @returns 1 something is stale; else 2 where too little could be read or tried, or nothing was typed; else 0
 */
export function exitCodeOfText({ tally, retype, places, typed }: TextSummary): 0 | 1 | 2 {
  if (retype > 0 || staleStandings.some((standing) => tally[standing] > 0)) return 1
  const unknown = tally['not read'] + tally.blocked
  return typed.all === typed.unread.length || unknown > places.all * mostUnread ? 2 : 0
}
