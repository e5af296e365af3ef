import type { Cleaned } from '../../cleaned.ts'
import {
  alikeIn,
  linesInWords,
  outcomeInWords,
  patchInWords,
  readInWords,
  removed,
  staleInWords,
  tallyInWords,
  unjudgedIn,
  versionsOfText,
  whyInWords,
  type Alike,
} from './stale-words.ts'
import type { ReportedText, TextsReport } from './texts-report.ts'

/**
 * What proofreading found, for a terminal: of each text first what could be read, then what is stale and what could not be
 * judged, last how many places that is.
 */
export const textsInTerminal = (report: Cleaned<TextsReport>): string =>
  [...report.texts.map((text) => textPart(text, report)), ...summary(report)].join('\n\n')

function textPart(text: ReportedText, report: TextsReport): string {
  const unjudged = unjudgedIn(text).map(
    ({ isUnread, lines, reason }) => `${isUnread ? '?' : '!'} ${linesInWords(lines)}: ${short(reason)}`,
  )
  return [
    `${inOneLine(text.name)}, typed on ${versionsOfText(text)}`,
    readInWords(text),
    ...alikeIn(text).map((one) => alikePart(one, report)),
    ...unjudged,
    [tallyInWords(text), outcomeInWords(text), patchInWords(text)].filter(Boolean).join(' '),
  ].join('\n')
}

/** Of several texts a line each, so that the last screen has all of them. */
function summary({ texts }: TextsReport): string[] {
  if (texts.length < 2) return []
  const width = Math.max(...texts.map(({ name }) => inOneLine(name).length))
  return [texts.map((text) => `${inOneLine(text.name).padEnd(width)}  ${outcomeInWords(text)}`).join('\n')]
}

/** Characters of a value that are shown on a line. */
const onLine = 100

const inOneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

function short(text: string): string {
  const line = inOneLine(text)
  return line.length > onLine ? `${line.slice(0, onLine)}…` : line
}

function alikePart({ stale, lines, typed, write: [write, ...others] }: Alike, report: TextsReport): string {
  const { printed, shown, changes, claims, left } = stale
  const [first = ''] = typed
  const more = typed.length > 1 ? ` and ${typed.length - 1} more` : ''
  const row = (label: string, value: string | undefined) =>
    value === undefined || value === '' ? [] : [`    ${label.padEnd(9)}${value}`]
  return [
    `${changes.length > 0 ? '→' : '✗'} ${linesInWords(lines)}: ${short(first)}${more}: ${staleInWords(stale)}`,
    ...row('printed', printed && short(printed)),
    ...row('now', shown && short(shown)),
    ...row('why', whyInWords(stale, report)),
    ...row('claims', claims?.join(', ')),
    ...(write === undefined || write === shown
      ? []
      : row('write', write.trim() === '' ? removed : copied(write))),
    ...(others.length > 0 ? row('', `and ${others.length} more, which the patch has`) : []),
    ...row('by hand', left && inOneLine(left)),
  ].join('\n')
}

/** Lines of what is to be written that are shown. */
const mostLines = 4

/** As it stands, so that it can be copied; a line that is longer than a screen is left to the other reports. */
function copied(text: string): string {
  const lines = text.trimEnd().split('\n')
  if (lines.some((line) => line.length > 2 * onLine)) return 'as the page and the patch have it'
  const shown = lines.length > mostLines ? [...lines.slice(0, mostLines), '…'] : lines
  return shown.join(`\n${' '.repeat(13)}`)
}
