import { withIndentedCode } from './indented-code.ts'
import { Passage } from '../text/passage.ts'
import type { LinedText } from './lined-text.ts'

/** Reads a plain text, as it comes from a page or a PDF: only what is indented says that it is code. */
export const plainText = (text: string): LinedText => ({
  form: 'plain text',
  text,
  lines: withIndentedCode(linesOf(text).map((passage) => ({ passage, is: 'either', block: 0 }))),
})

/** The lines of a text, which end with LF or CRLF. */
export const linesOf = (text: string): Passage[] => Passage.at(text, 0).split(/\r?\n/g)
