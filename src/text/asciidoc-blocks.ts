import { languageOf, titleOf } from './info-string.ts'
import type { CodeBlock, Block } from './text.ts'
import { Passage } from './passage.ts'

const delimiter = /^(-{4,}|\.{4,}|`{3,}[\w-]*|\/{4,}|\+{4,}|--)\s*$/
/** Around other blocks: what is in them is read as if they were not there. */
const around = /^(?:={4,}|\*{4,}|_{4,}|[|,:!]={3,})\s*$/
const callout = /(?:[ \t]+(?:\/\/|#|--|;;)?[ \t]*(?:<(?:\d+|\.)>[ \t]*)+|[ \t]*<!--\d+-->)$/

/**
 * Reads AsciiDoc: what is between `----`, `....` or three backticks, below `[source]`, or indented, is code; all else is
 * prose. What is in a comment is no part of it, nor is what another file has (`include::`).
 */
export function asciidocBlocks(whole: Passage): Block[] {
  const blocks: Block[] = []
  let [attributes, title] = ['', '']
  let paragraph: Passage[] = []
  let isListing = false
  let open: { mark: string; lines: Passage[] } | undefined
  const code = (lines: readonly Passage[]) => {
    const own = lines.map(withoutCallout).filter(({ text }) => !/^include::\S*\[.*\]$/.test(text))
    blocks.push({ type: 'code', passage: Passage.join(own, '\n'), ...told(attributes, title) })
    ;[attributes, title] = ['', '']
  }
  const end = () => {
    if (paragraph.length > 0 && isListing) code(paragraph)
    else if (paragraph.length > 0) blocks.push({ type: 'prose', passage: Passage.join(paragraph, '\n') })
    paragraph = []
    isListing = false
  }
  for (const line of whole.split(/\r?\n/g)) {
    const { text } = line
    const mark = text.match(delimiter)?.[1]
    if (open) {
      if (text.trimEnd() !== open.mark) {
        open.lines.push(line)
        continue
      }
      if (isCode(open.mark, attributes)) code(open.lines)
      else if (open.mark === '--') blocks.push({ type: 'prose', passage: Passage.join(open.lines, '\n') })
      open = undefined
    } else if (mark !== undefined) {
      end()
      if (mark.startsWith('```')) attributes = `source,${mark.slice(3)}`
      // Without a language, two hyphens are around other blocks.
      if (mark !== '--' || isCode(mark, attributes))
        open = { mark: mark.startsWith('```') ? '```' : mark, lines: [] }
    } else if (/^\[.*\]\s*$/.test(text) && !text.startsWith('[[')) {
      end()
      attributes = text.trim().slice(1, -1)
    } else if (/^\.[^\s.]/.test(text)) {
      end()
      title = text.slice(1).trim()
    } else if (/^={1,6} \S/.test(text)) {
      end()
      blocks.push({ type: 'prose', passage: line, isHeading: true })
    } else if (text.trim() === '' || around.test(text) || text.trim() === '+') {
      end()
    } else if (!text.startsWith('//')) {
      if (paragraph.length === 0)
        isListing = /^[ \t]/.test(text) || /^(?:source|listing|literal)?\s*(?:,|%|$)/.test(attributes || 'x')
      if (paragraph.length === 0 && !isListing) [attributes, title] = ['', '']
      paragraph.push(line)
    }
  }
  if (open) code(open.lines)
  end()
  return blocks
}

/** Whether what is between two marks is code. */
const isCode = (mark: string, attributes: string) =>
  /^[-.`]{3,}/.test(mark) || (mark === '--' && /^(?:source|listing|literal)?\s*[,%]/.test(attributes))

function withoutCallout(line: Passage): Passage {
  const found = line.text.trimEnd().endsWith('>') ? line.text.match(callout) : undefined
  return found ? line.slice(0, found.index) : line
}

/** What the lines above a block say of it: `source,bash`, `.console-output`. */
function told(attributes: string, title: string): Partial<CodeBlock> {
  const [, named = ''] = attributes.match(/^(?:source|listing)?[^,]*,\s*(.*)$/) ?? []
  const language = languageOf(named)
  const name = titleOf(`title="${title}"`) || titleOf(attributes)
  return {
    ...(language !== undefined && { language }),
    ...(name !== undefined && name !== '' && { title: name }),
    ...(/output/i.test(attributes) && { isOutput: true }),
  }
}
