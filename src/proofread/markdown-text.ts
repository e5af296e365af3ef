import { withIndentedCode } from './indented-code.ts'
import { linesOf } from './plain-text.ts'
import type { Passage } from '../text/passage.ts'
import type { LinedText, TextLine } from './lined-text.ts'

const opening = /^((?:\s|>)*)(`{3,}|~{3,})[^`]*$/

/** Reads Markdown: what is fenced or indented is code, also in lists and quotations; all else is prose. */
export function markdownText(text: string): LinedText {
  const lines: TextLine[] = []
  let fence: { before: string; marks: string } | undefined
  let block = 0
  for (const line of linesOf(text)) {
    const [, before = '', marks = ''] = line.text.match(opening) ?? []
    if (fence === undefined) {
      if (marks === '') {
        lines.push({ passage: line, is: 'prose', block })
      } else {
        block += 1
        fence = { before, marks }
      }
    } else if (marks.startsWith(fence.marks) && line.text.trim().endsWith(marks)) {
      block += 1
      fence = undefined
    } else {
      lines.push({ passage: without(line, fence.before), is: 'code', block })
    }
  }
  return { form: 'Markdown', text, lines: withIndentedCode(lines) }
}

/** Without what stands before a fence, as far as it stands before the line too. */
function without(line: Passage, before: string): Passage {
  let shared = 0
  while (shared < before.length && before[shared] === line.text[shared]) shared += 1
  return line.slice(shared)
}
