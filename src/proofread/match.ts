import type { Content } from '../compare/content.ts'
import type { KnownRun } from './cluster.ts'
import { allOf, comparePrinted, type PrintedDifference } from './compare-printed.ts'
import type { Excerpt } from './excerpts.ts'
import { isHarmless } from './harmless.ts'
import type { KnownLine } from './known-line.ts'
import { memo } from './memo.ts'
import { readPrinted, type Printed } from './printed.ts'
import { withNamesOf } from './same-names.ts'
import { typedAs } from './typed-line.ts'

/** An excerpt of a text with the line of a run that it shows. */
export interface Match {
  excerpt: Excerpt
  line: KnownLine
  printed: Printed
  /** Where what is printed says something else than what came back. */
  differences: readonly PrintedDifference[]
}

/** What an excerpt prints, and where it differs from what came back from a line, beyond what varies from run to run. */
export function compared(excerpt: Excerpt, line: KnownLine, cluster: KnownRun): Match {
  const shown = cluster.shown(line.printed)
  const printed = withNamesOf(readPrinted(excerpt.printed, cluster.likes(line)), shown)
  const runs = cluster.runsOf(line)
  const differences = comparePrinted(printed, shown).filter(
    (difference) => !runs.some((seen) => isHarmless(seen, inPart(difference, line), cluster.noise)),
  )
  return {
    excerpt,
    line,
    printed,
    differences: differences.length > most ? [allOther(printed, differences)] : differences,
  }
}

/** What differs in more places is another print altogether: those of the lab have some dozen places. */
const most = 100

function allOther(printed: Printed, [first]: readonly PrintedDifference[]): PrintedDifference {
  const span = allOf(printed)
  const values = [first?.values[0] ?? '', first?.values[1] ?? ''] as const
  return { path: [], values, shapes: values, isLine: false, kind: 'other', ...(span && { span }) }
}

/** A difference with the part of the command in which it is. */
export const inPart = (difference: PrintedDifference, { part }: KnownLine): PrintedDifference => ({
  ...difference,
  path: [part, ...difference.path],
})

/** What a text shows of a file, and where it differs from the file as it is when a line names it. */
export function comparedFile(excerpt: Excerpt, text: string, cluster: KnownRun) {
  const shown = cluster.shown(text)
  const printed = withNamesOf(readPrinted(excerpt.printed, [cluster.known(text)]), shown)
  // The order of keys in a file is its author's; what a part of it leaves out may be anywhere in it.
  const differences = comparePrinted(printed, shown).filter(
    ({ kind }) => kind !== 'order' && !(kind === 'missing' && printed.omissions.length > 0),
  )
  return { printed, shown, differences }
}

/** How many places there are in what was printed: cells, the headers of a table, values, lines. */
export function placesIn(content: Content): number {
  if (content.type === 'nothing') return 0
  if (content.type === 'value') return 1
  if (content.type === 'lines') return content.lines.size
  if (content.type === 'table') return 1 + [...content.rows.values()].reduce((sum, row) => sum + row.size, 0)
  return [...content.parts.values()].reduce((sum, part) => sum + placesIn(part), 0)
}

/** What speaks for a line: that it is typed so, then for whose sake it was typed in the run, then what came back. */
const score = { typed: 10, lab: 1, instead: 0.7, also: 0.3, printed: 3, file: 3 }
/** What speaks against one that comes after another: that it came before it, in its scenario or another, or is the same. */
const cost = { same: 1.2, back: 1.2, backAcross: 4, skipped: 0.25, skippedAtMost: 2.5 }

/**
 * Finds for each excerpt the line of the run that it shows: in the order of both as far as it goes, and by what is printed.
 * @returns the lines by their excerpts; an excerpt has none where nothing is typed like it
 */
export function matched(excerpts: readonly Excerpt[], cluster: KnownRun): Map<Excerpt, Match> {
  const columns = excerpts.flatMap((excerpt, at) => {
    const candidates = candidatesFor(excerpt, excerpts, cluster)
    if (candidates.length === 0) return []
    const file = fileShown(excerpts, at)
    const shareOfFile = memo((text) => (file ? shareAlike(comparedFile(file, text, cluster)) : 0))
    return [
      candidates.map((line) => {
        const match = compared(excerpt, line, cluster)
        const text = file?.shows === undefined ? undefined : line.command.files.get(file.shows)
        const value =
          score.typed +
          score[line.command.because] +
          score.printed * shareAlike(match) +
          (text === undefined ? 0 : score.file * shareOfFile(text))
        return { match, value, place: cluster.lines.indexOf(line) }
      }),
    ]
  })
  let paths: { total: number; matches: Match[]; place: number }[] = [{ total: 0, matches: [], place: -1 }]
  for (const candidates of columns)
    paths = candidates.map(({ match, value, place }) => {
      const best = paths
        .map((path) => ({ ...path, total: path.total - step(path, place, cluster) }))
        .reduce((one, other) => (other.total > one.total ? other : one))
      return { total: best.total + value, matches: [...best.matches, match], place }
    })
  const best = paths.reduce((one, other) => (other.total > one.total ? other : one))
  return new Map(best.matches.map((match) => [match.excerpt, match]))
}

function step({ place: before }: { place: number }, place: number, { lines }: KnownRun): number {
  if (before === -1) return 0
  if (before === place) return cost.same
  if (place > before) {
    const skipped = lines.slice(before + 1, place).filter(({ command }) => command.because === 'lab').length
    return Math.min(cost.skippedAtMost, cost.skipped * skipped)
  }
  return lines[before]?.scenario === lines[place]?.scenario ? cost.back : cost.backAcross
}

function candidatesFor(excerpt: Excerpt, excerpts: readonly Excerpt[], { lines }: KnownRun): KnownLine[] {
  const typed = typedAs(excerpt.plain.text)
  if (typed === '' || excerpt.shows !== undefined) return []
  const isTyped = (line: KnownLine) => excerpts.some(({ plain }) => typedAs(plain.text) === line.typed)
  return lines.filter((line, at) => {
    if (line.typed !== typed) return false
    const before = lines[at - 1]
    const isSecond =
      line.command.because === 'instead' &&
      before?.command.because === 'instead' &&
      before.scenario === line.scenario
    const isOfLab = lines.some(
      (other) => other.typed === typed && other.scenario === line.scenario && other.command.because === 'lab',
    )
    // What is typed instead is shown by a text that has been changed: it shows what comes before it as well.
    return !isSecond || !isOfLab || isTyped(before)
  })
}

/** The file that was shown last before something is typed. */
export function fileShown(excerpts: readonly Excerpt[], at: number): Excerpt | undefined {
  const typed = excerpts[at]?.plain.text ?? ''
  return excerpts.slice(0, at).findLast(({ shows }) => shows !== undefined && typed.includes(shows))
}

/** How much of what is printed is as a run shows it: from 0 to 1. */
const shareAlike = ({ printed, differences }: Pick<Match, 'printed' | 'differences'>) =>
  1 - Math.min(1, differences.length / Math.max(1, placesIn(printed.content)))
