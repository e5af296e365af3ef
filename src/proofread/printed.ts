import type { Content } from '../compare/content.ts'
import type { Apart } from './apart.ts'
import { afterWarnings } from './after-warnings.ts'
import type { KnownPrint } from './known-print.ts'
import { isDescription, printedDescription } from './printed-description.ts'
import { printedDocument } from './printed-document.ts'
import { printedLines } from './printed-lines.ts'
import { hasHeader, printedTable } from './printed-table.ts'
import type { Passage } from '../text/passage.ts'

/** What was printed, and the same taken apart, with the place of each part. */
export interface Printed extends Apart {
  /** As it stands. */
  text: string
  /** Warnings in front of a table, a description or a document: lines that no part of it are. */
  warnings?: Printed
}

/**
 * Takes apart what was printed, also where its line ends are lost.
 * @param likes what is known to come back from this line: where something ends in it
 * @param form what a part of an answer, without its beginning, is a part of
 */
export const readPrinted = (
  printed: Passage,
  likes: readonly KnownPrint[],
  form?: 'document' | 'description',
): Printed => {
  const rest = afterWarnings(printed.text)
  const own = apart(printed.slice(rest), likes, form)
  if (own.form === 'lines') return { text: printed.text, ...apart(printed, likes, form) }
  const warnings = printedLines(printed.slice(0, rest), likes)
  const content = warnings.content.type === 'nothing' ? noLines : warnings.content
  return {
    text: printed.text,
    ...own,
    warnings: { text: printed.text, ...warnings, content },
  }
}

const noLines: Content = { type: 'lines', lines: new Map() }

function apart(
  printed: Passage,
  likes: readonly KnownPrint[],
  form: 'document' | 'description' | undefined,
): Apart {
  const words = printed.text.trim()
  if (hasHeader(words, likes)) return printedTable(printed, likes)
  const document = likes.map((like) => like.document()).find((value) => value !== undefined)
  if (
    /^(?:\S*(?:omitted>|\.\.\.)\s+)*(?:[{[]\s|[{[]$|[{[]"|"[^"]+"\s*:)/.test(words) ||
    looksLikeYaml(words, document) ||
    (form === 'document' && /^(?:- )?[\w.-]+:(?:\s|$)/m.test(words))
  )
    return printedDocument(printed, document)
  if (isDescription(words, likes) || (form === 'description' && /^\S[^:\n]*:\s/m.test(words)))
    return printedDescription(printed, likes)
  return printedLines(printed, likes)
}

const looksLikeYaml = (text: string, document: unknown) =>
  /^(?:apiVersion|kind): /.test(text) || (document !== undefined && /(?:^|\s)[\w.-]+:(?:\s|$)/.test(text))
