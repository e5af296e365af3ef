import type { Passage } from '../text/passage.ts'

/** A line of a text, without what its form puts before it: the quotation mark or the indentation of a list. */
export interface TextLine {
  passage: Passage
  /** What it is by the form of the text; nobody says so in a plain one. */
  is: 'code' | 'prose' | 'either'
  /** Which block it is in: lines of one code box have the same number. */
  block: number
}

/** A text that somebody has handed over. */
export interface LinedText {
  form: 'Markdown' | 'HTML' | 'plain text'
  /** What is read, and what the places of its lines count in: of HTML its text, else the file as it is. */
  text: string
  lines: readonly TextLine[]
}
