import { Passage } from './passage.ts'
import type { Block } from './text.ts'

const codeDirective = /^(\s*)\.\. (?:code-block|code|sourcecode|parsed-literal|prompt)::\s*([\w-]*)/
const highlight = /^\.\. highlight::\s*([\w-]+)/
const option = /^\s+:([\w-]+):\s*(.*)$/
const underline = /^([=\-`:'"~^_*+#<>.])\1{2,}\s*$/

const optionIn = (line: Passage | undefined) => line?.text.match(option)

const indentOf = (text: string) => text.length - text.trimStart().length

/** Reads reStructuredText: what is indented below `.. code-block::` or a paragraph that ends with `::` is code. */
export function restructuredBlocks(whole: Passage): Block[] {
  const lines = whole.split(/\r?\n/g)
  const blocks: Block[] = []
  let at = 0
  /** Of a box that does not say it itself. */
  let common: string | undefined
  /** The lines that are indented more than another, from here on. */
  const below = (indent: number): Passage[] => {
    const from = at
    let end = at
    for (; at < lines.length; at += 1) {
      const text = lines[at]?.text ?? ''
      if (text.trim() === '') continue
      if (indentOf(text) <= indent) break
      end = at + 1
    }
    at = end
    return lines.slice(from, end)
  }
  const code = (indent: number, said?: string, title?: string) => {
    const language = said === undefined || said === '' ? common : said
    while (lines[at]?.isEmpty === true) at += 1
    const own = below(indent)
    const indents = own.filter((line) => !line.isEmpty).map(({ text }) => indentOf(text))
    const least = indents.reduce((one, other) => Math.min(one, other), Infinity)
    const passage = Passage.join(
      own.map((line) => line.slice(Math.min(least, line.text.length))),
      '\n',
    )
    if (passage.isEmpty) return
    blocks.push({
      type: 'code',
      passage,
      ...(language !== undefined && { language: language.toLowerCase() }),
      ...(title !== undefined && { title }),
    })
  }
  while (at < lines.length) {
    const line = lines[at] ?? Passage.of('')
    const { text } = line
    const [directive, before = '', language] = text.match(codeDirective) ?? []
    at += 1
    const [, following] = text.match(highlight) ?? []
    if (following !== undefined) {
      common = following
    } else if (directive !== undefined) {
      const options: RegExpMatchArray[] = []
      for (let told = optionIn(lines[at]); told; told = optionIn(lines[at])) {
        options.push(told)
        at += 1
      }
      const title = options.find(([, name = '']) => /^(?:caption|name|filename)$/.test(name))?.[2]
      code(before.length, language, title)
    } else if (/^\s*\.\.(?:\s|$)/.test(text) && !/^\s*\.\. [^\s:]+::|^\s*\.\. [_|[]/.test(text)) {
      below(indentOf(text))
    } else if (text.trim() !== '' && !underline.test(text)) {
      const paragraph = [line]
      while (
        at < lines.length &&
        lines[at]?.isEmpty === false &&
        !codeDirective.test(lines[at]?.text ?? '')
      ) {
        if (!underline.test(lines[at]?.text ?? '')) paragraph.push(lines[at] ?? line)
        at += 1
      }
      const isHeading = paragraph.length === 1 && underline.test(lines[at - 1]?.text ?? '')
      const passage = Passage.join(paragraph, '\n')
      blocks.push({ type: 'prose', passage, ...(isHeading && { isHeading: true }) })
      const last = paragraph.at(-1)?.text ?? ''
      if (/::\s*$/.test(last) && !/^\s*\.\. /.test(last)) code(indentOf(paragraph[0]?.text ?? ''))
    }
  }
  return blocks
}
