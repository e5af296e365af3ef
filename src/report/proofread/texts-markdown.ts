import { markdownTable } from 'markdown-table'
import type { Cleaned } from '../../cleaned.ts'
import { code, codeBlock, escaped, indented } from '../markdown.ts'
import { sourceLink } from '../source-link.ts'
import {
  alikeIn,
  changesOf,
  linesInWords,
  outcomeInWords,
  patchInWords,
  readInWords,
  removed,
  sinceOfChange,
  staleInWords,
  stalesOf,
  tallyInWords,
  unjudgedIn,
  versionsOfText,
  whyInWords,
  type Alike,
} from './stale-words.ts'
import type { ReportedText, TextsReport } from './texts-report.ts'

/** Characters that GitHub takes of a comment. */
const longest = 65_536

/** Characters of a value that are shown. */
const longestValue = 2000

/**
 * What proofreading found, as Markdown that fits a comment: what was read, each stale place with what to write, what could not
 * be judged. What does not fit is left out, and the last sentence says so.
 */
export function textsMarkdown(report: Cleaned<TextsReport>): string {
  const blocks = [...overview(report), ...report.texts.flatMap((text) => textBlocks(text, report))]
  const note = (left: number) =>
    `**Cut here: a comment can't have more. ${left} parts are left out; proofread.html has all.**`
  let room = longest - note(blocks.length).length - 2
  const cut = blocks.findIndex((block) => (room -= block.length + 2) < 0)
  const shown = cut === -1 ? blocks : [...blocks.slice(0, cut), note(blocks.length - cut)]
  return `${shown.join('\n\n')}\n`
}

function overview({ texts }: TextsReport): string[] {
  if (texts.length < 2) return []
  const rows = texts.map((text) => [
    escaped(text.name),
    String(stalesOf(text).length),
    escaped(outcomeInWords(text)),
  ])
  return [
    '# Proofread',
    ...inPieces(rows).map((some) => markdownTable([['Text', 'Stale', 'Outcome'], ...some])),
  ]
}

/** Rows of one table: a block is shown whole or not at all. */
const inPieces = (rows: readonly string[][]) =>
  Array.from({ length: Math.ceil(rows.length / 100) }, (_, index) =>
    rows.slice(index * 100, (index + 1) * 100),
  )

function textBlocks(text: ReportedText, report: TextsReport): string[] {
  const alike = alikeIn(text)
  const unjudged = unjudgedIn(text)
  const level = report.texts.length < 2 ? '#' : '##'
  return [
    `${level} ${code(text.name)}, typed on ${escaped(versionsOfText(text))}`,
    [outcomeInWords(text), readInWords(text), tallyInWords(text), patchInWords(text) ?? '']
      .map(escaped)
      .join(' ')
      .trim(),
    ...(alike.length > 0 ? [`${level}# Stale`] : []),
    ...alike.map((one) => alikeBlock(one, report)),
    ...(unjudged.length > 0 ? [`${level}# Not read, or not judged`] : []),
    ...unjudged.map(({ reason, lines }) => `- ${linesInWords(lines)}: ${escaped(shortened(reason))}`),
  ]
}

const shortened = (text: string) => (text.length > longestValue ? `${text.slice(0, longestValue)}…` : text)

function alikeBlock({ stale, lines, typed, write: [write, ...others] }: Alike, report: TextsReport): string {
  const { printed, shown, left } = stale
  const known = changesOf(stale, report)
  const why =
    known.length === 0
      ? escaped(whyInWords(stale, report))
      : known
          .map((change) => {
            const { href, text } = sourceLink(change.source)
            return `since ${escaped(sinceOfChange(change))}: ${code(change.id)} ([${escaped(text)}](${href}))`
          })
          .join('; ')
  const side = (sign: string, value: string | undefined) =>
    value === undefined
      ? []
      : shortened(value)
          .split('\n')
          .map((line) => `${sign} ${line}`)
  const named = typed.slice(0, 3).map((line) => code(shortened(line)))
  const parts = [
    codeBlock([...side('-', printed), ...side('+', shown)].join('\n'), 'diff'),
    ...(write === undefined || write === shown
      ? []
      : [write.trim() === '' ? `Write ${removed}.` : `Write:\n\n${codeBlock(shortened(write))}`]),
    ...(others.length > 0 ? [`And ${others.length} more, which the patch has.`] : []),
    ...(left === undefined ? [] : [`By hand: ${escaped(left)}`]),
  ]
  return [
    `- ${linesInWords(lines)}, ${named.join(', ')}${typed.length > 3 ? ' …' : ''}: ${escaped(staleInWords(stale))}, ${why}`,
    ...parts.map(indented),
  ].join('\n\n')
}
