import type { Content } from '../compare/content.ts'
import type { Tree } from './document-tree.ts'
import { documentIn } from './printed-document.ts'
import { isDescription, printedDescription } from './printed-description.ts'
import { printedDocument } from './printed-document.ts'
import { printedLines } from './printed-lines.ts'
import { hasHeader, printedTable } from './printed-table.ts'
import type { Passage, Span } from './passage.ts'

/** What was printed, and the same taken apart, with the place of each part. */
export interface Printed extends Apart {
  /** As it stands. */
  text: string
}

/** What was printed, taken apart. */
export interface Apart {
  form: 'table' | 'description' | 'document' | 'lines'
  content: Content
  /** Where in the file each part is, by its path, as `pathKey` writes it. */
  spans: ReadonlyMap<string, Span>
  /** The parts of a document that are there only since something in them is: their own keys are left out. */
  implied?: ReadonlySet<string>
  /** Where something is left out. */
  omissions: readonly Span[]
  /** Whether columns of a table are left out. */
  lacksColumns?: boolean
  /** What can't be told apart. */
  unread?: readonly Passage[]
  /** Whether its line ends are those that were printed. */
  isLined: boolean
  /** Of a document: its parts. */
  tree?: Tree
}

/**
 * Takes apart what was printed, also where its line ends are lost.
 * @param likes what is known to come back from this line: where something ends in it
 */
export const readPrinted = (printed: Passage, likes: readonly string[]): Printed => ({
  text: printed.text,
  ...apart(printed, likes),
})

function apart(printed: Passage, likes: readonly string[]): Apart {
  const words = printed.text.trim()
  if (hasHeader(words, likes)) return printedTable(printed, likes)
  const document = likes.map(documentIn).find((value) => value !== undefined)
  if (
    /^(?:\S*(?:omitted>|\.\.\.)\s+)*(?:[{[]\s|[{[]$|[{[]"|"[^"]+"\s*:)/.test(words) ||
    looksLikeYaml(words, document)
  )
    return printedDocument(printed, document)
  if (isDescription(words, likes)) return printedDescription(printed, likes)
  return printedLines(printed, likes)
}

const looksLikeYaml = (text: string, document: unknown) =>
  /^(?:apiVersion|kind): /.test(text) || (document !== undefined && /(?:^|\s)[\w.-]+:(?:\s|$)/.test(text))
