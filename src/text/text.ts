import type { Passage } from './passage.ts'

/** What is set apart in a text as code: fenced, indented, in `pre`. */
export interface CodeBlock {
  type: 'code'
  /** Its lines, without what the form of the text puts before them: the mark of a quotation, the indentation of a list. */
  passage: Passage
  /** As the text names it, in lower case: `bash`, `console`, `yaml`. */
  language?: string
  /** What stands above it as its name: `job.yaml`. */
  title?: string
  /** By the form of the text it was printed: the output of a cell. */
  isOutput?: true
  /** Its lines have become one, as in what is copied from a page. */
  hasLostLines?: true
  /** What it has of HTML is written with entities. */
  isHtml?: true
}

/** A paragraph, a heading, or the item of a list. */
export interface ProseBlock {
  type: 'prose'
  passage: Passage
  isHeading?: true
}

/** A stretch of a plain text: nobody says which of its lines are code. */
export interface PlainBlock {
  type: 'plain'
  passage: Passage
}

export type Block = CodeBlock | ProseBlock | PlainBlock

export const textForms = [
  'Markdown',
  'HTML',
  'AsciiDoc',
  'reStructuredText',
  'notebook',
  'plain text',
] as const

/** A text that somebody has handed over. */
export interface Text {
  form: (typeof textForms)[number]
  /** The file as it is: what the places of its passages count in. */
  text: string
  blocks: readonly Block[]
}
