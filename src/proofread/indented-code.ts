import type { TextLine } from './lined-text.ts'

const prompt = /^(?:[$#%>] |[\w.-]+@[\w.-]+:[^\s$#]*[$#] )/
/** The line before a block of code in reStructuredText: `.. code-block:: console`, or a sentence that ends with `::`. */
const announcement = /::(?: *[\w-]+)?$/

/**
 * Finds code that is indented and not fenced: below a blank line, where its first line has a prompt, or the line before
 * announces it.
 * @returns all lines, those of code without the indentation of their block
 */
export function withIndentedCode(lines: readonly TextLine[]): TextLine[] {
  const found: TextLine[] = []
  let indent: string | undefined
  let [last, isAfterBlank, from, block] = ['', true, lines[0]?.block ?? 0, 0]
  for (const line of lines) {
    const { text } = line.passage
    const isBlank = text.trim() === ''
    const own = text.slice(0, text.length - text.trimStart().length)
    const isEnd = line.is === 'code' || (indent !== undefined && !isBlank && !text.startsWith(indent))
    if (line.block !== from || isEnd) {
      if (line.block !== from || indent !== undefined) block += 1
      from = line.block
      if (isEnd) indent = undefined
    }
    const isBegin =
      indent === undefined &&
      line.is !== 'code' &&
      isAfterBlank &&
      /^(?:\t| +\S)/.test(text) &&
      (announcement.test(last) || (/^(?:\t| {4})/.test(own) && prompt.test(text.trimStart())))
    if (isBegin) {
      indent = own
      block += 1
    }
    found.push(
      indent === undefined
        ? { ...line, block }
        : { passage: isBlank ? line.passage : line.passage.slice(indent.length), is: 'code', block },
    )
    isAfterBlank = isBlank
    if (!isBlank) last = text.trim()
  }
  return found
}
