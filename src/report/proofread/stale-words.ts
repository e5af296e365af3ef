import type { Change } from '../../changes/change.ts'
import { sourceLink } from '../source-link.ts'
import { counted } from '../words.ts'
import { sinceInWords } from '../known-change-words.ts'
import type { ReportedText, StalePlace, TextsReport } from './texts-report.ts'

/** Numbers of lines that are listed. */
const mostNumbers = 20

/** `line 4`, `lines 4, 9`. */
export function linesInWords(numbers: readonly number[]): string {
  const all = [...new Set(numbers)].toSorted((a, b) => a - b)
  const more = all.length > mostNumbers ? ` and ${all.length - mostNumbers} more` : ''
  return `${all.length === 1 ? 'line' : 'lines'} ${all.slice(0, mostNumbers).join(', ')}${more}`
}

/** On what a text was typed: `v1.33.13 and v1.37.2`. */
export const versionsOfText = ({ versions }: ReportedText) =>
  versions
    .map(({ server, kubectl }) => (server === kubectl ? server : `${server} with kubectl ${kubectl}`))
    .join(' and ') || 'no cluster'

/** What of a text was read, in a sentence: boxes, typed lines, printed places, and where they could not be. */
export function readInWords({ boxes, typed, places }: ReportedText): string {
  const inWords = (counts: string, { unread }: typeof boxes, not: string) =>
    unread.length === 0 ? counts : `${counts} (${not}: ${linesInWords(unread)})`
  return `${[
    inWords(`${boxes.all} ${boxes.all === 1 ? 'box' : 'boxes'}`, boxes, 'not read'),
    inWords(counted(typed.all, 'typed line'), typed, 'not tried'),
    inWords(counted(places.all, 'printed place'), places, 'not read'),
  ].join(', ')}.`
}

/** What became of the printed places of a text, in a sentence. */
export function tallyInWords({ places, tally }: ReportedText): string {
  const counts = Object.entries(tally).flatMap(([standing, times]) =>
    times > 0 && standing !== 'missing' ? [`${times} ${standing}`] : [],
  )
  const missing = tally.missing > 0 ? `; ${tally.missing} missing` : ''
  return `${counted(places.all, 'printed place')}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}${missing}.`
}

export const stalesOf = ({ parts }: ReportedText): StalePlace[] => parts.flatMap(({ stale }) => stale)

/** What the patch does, in a sentence; nothing where nothing is stale. */
export function patchInWords(text: ReportedText): string | undefined {
  const all = stalesOf(text)
  const left = all.filter((one) => one.left !== undefined || one.write === undefined)
  if (all.length === 0) return undefined
  if (left.length === 0) return 'The patch puts all of it right.'
  return `The patch puts ${all.length - left.length} of ${counted(all.length, 'stale place')} right. By hand: ${linesInWords(left.map(({ line }) => line))}.`
}

/** What proofreading came to, in a sentence. */
export function outcomeInWords({ exitCode, typed }: ReportedText): string {
  if (exitCode === 1) return 'Something is stale.'
  if (exitCode === 0) return 'Nothing is stale.'
  return typed.all === typed.unread.length
    ? 'Nothing of it could be typed.'
    : 'Of more than a tenth of its printed places nothing can be said.'
}

/** Names that lead to a place, as against what is printed there itself. */
const name = /^(?:(?!.*: )[\w./*: -]+|\[[^\n]*\])$/

/** Where in what is printed: `STATUS[web]`, `metadata.selfLink`; nothing of a line, which has no name. */
function pathInWords({ path, printed, shown }: StalePlace): string {
  const end = path.findIndex(
    (one) => !name.test(one) || /^line \d+$/.test(one) || one === printed || one === shown,
  )
  return path
    .slice(0, end === -1 ? undefined : end)
    .map((one, index) => (index === 0 || one.startsWith('[') ? one : `.${one}`))
    .join('')
}

/** What became of a stale place, and where: `columns changed`. */
export const staleInWords = (stale: StalePlace) => `${pathInWords(stale)} ${stale.standing}`.trimStart()

/** What to write in place of it, in words where nothing is to be written. */
export const removed = 'nothing: the patch takes it out'

/** Known changes of a stale place. */
export const changesOf = (stale: StalePlace, { changes }: Pick<TextsReport, 'changes'>): Change[] =>
  changes.filter(({ id }) => stale.changes.includes(id))

/** Since when a change is there: `Kubernetes 1.30`, `kubectl 1.34`. */
export const sinceOfChange = (change: Change) =>
  `${change.axis === 'kubectl' ? 'kubectl' : 'Kubernetes'} ${sinceInWords(change)}`

/** Since when a stale place is otherwise, and by what. */
export function whyInWords(stale: StalePlace, report: Pick<TextsReport, 'changes'>): string {
  const known = changesOf(stale, report)
  if (known.length > 0)
    return known
      .map((change) => `since ${sinceOfChange(change)}: ${change.id} (${sourceLink(change.source).text})`)
      .join('; ')
  const { since } = stale
  if (since === undefined) return 'no known change'
  return since.after === undefined
    ? `already so on ${since.by}; no known change`
    : `since between ${since.after} and ${since.by}; no known change`
}

/** Stale places that say the same, with the lines that were typed there. */
export interface Alike {
  stale: StalePlace
  lines: number[]
  typed: string[]
  /** What is to be written at these places, each once: rows below the same header are others. */
  write: string[]
}

/** The stale places of a text, each once. */
export function alikeIn({ parts }: ReportedText): Alike[] {
  const all = parts.flatMap(({ typed = '', stale }) => stale.map((one) => ({ typed, stale: one })))
  const key = ({ stale }: (typeof all)[number]) =>
    JSON.stringify({ ...stale, line: undefined, write: undefined })
  return [...Map.groupBy(all, key).values()].flatMap((some) => {
    const [first] = some
    if (!first) return []
    const unique = <T>(values: T[]) => [...new Set(values)]
    return [
      {
        stale: first.stale,
        lines: unique(some.map(({ stale }) => stale.line)),
        typed: unique(some.map(({ typed }) => typed)),
        write: unique(some.flatMap(({ stale: { write } }) => write ?? [])),
      },
    ]
  })
}

/** Why something could not be read or judged, with the lines of the text. */
export interface Unjudged {
  reason: string
  isUnread: boolean
  lines: number[]
}

/** What of a text could not be read or judged, by the reason. */
export function unjudgedIn({ parts }: ReportedText): Unjudged[] {
  const all = parts.flatMap(({ type, line, reasons }) =>
    reasons.map((reason) => ({ isUnread: type === 'not read', reason, line })),
  )
  return [...Map.groupBy(all, ({ isUnread, reason }) => `${isUnread} ${reason}`).values()].flatMap((some) => {
    const [first] = some
    return first ? [{ ...first, lines: some.map(({ line }) => line) }] : []
  })
}
