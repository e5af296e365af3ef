import { Passage } from '../text/passage.ts'
import type { Block, PlainBlock, ProseBlock } from '../text/text.ts'
import { isCommand, linesTyped } from './command.ts'
import { manifestLines } from './manifest-lines.ts'
import { isLabel, lookOf } from './printed-look.ts'
import { promptOf } from './prompt.ts'

const sentence =
  /^(?:[-•*–]|\d+[.)])\s+(?!\S+:(?:\s|$))\S|^[A-Z“"](?!\S*[A-Z])\S*(?: \S+){4,}$|^[A-Z][\w’']*(?: [\w’',-]+)* ?[.:]$/

/** Finds what is code in prose and in plain text: what is typed behind a prompt there, and what is printed below. */
export function codeWithin(block: ProseBlock | PlainBlock): Block[] {
  const lines = withoutNumbers(block.passage.lines)
  if (
    block.type === 'prose' &&
    !(promptOf(lines[0]?.text ?? '')?.isStrong === true && isTypedAt(lines[0]?.text ?? ''))
  )
    return [block]
  const found: Block[] = []
  let [code, prose]: [Passage[], Passage[]] = [[], []]
  const end = () => {
    if (code.some((line) => !line.isEmpty)) found.push({ type: 'code', passage: Passage.join(code, '\n') })
    if (prose.some((line) => !line.isEmpty)) found.push({ type: 'prose', passage: Passage.join(prose, '\n') })
    ;[code, prose] = [[], []]
  }
  let isAfterBlank = true
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? Passage.of('')
    const ofManifest = manifestLines(lines, at)
    if (ofManifest > 0) {
      const isPrintedHere = code.length > 0
      if (!isPrintedHere) end()
      code.push(...lines.slice(at, at + ofManifest))
      if (!isPrintedHere) end()
      at += ofManifest - 1
      isAfterBlank = false
      continue
    }
    const isTyped = isTypedAt(line.text)
    const isIndented = /^(?:\t| {4})/.test(line.text) && isAfterBlank
    const isPrinted =
      code.length > 0 && (isItem(line.text, lines[at - 1]?.text) || !isSaid(line.text, isAfterBlank))
    const isAlone = code.length === 0 && isAfterBlank && (lookOf(line.text) === 'table' || isLabel(line.text))
    if (isTyped || isPrinted || isIndented || isAlone) {
      if (prose.length > 0) end()
      const count = isTyped ? linesTyped(lines, at) : 1
      code.push(...lines.slice(at, at + count))
      at += count - 1
    } else {
      if (code.length > 0 || (line.isEmpty && prose.length > 0)) end()
      if (!line.isEmpty) prose.push(line)
    }
    isAfterBlank = line.isEmpty
  }
  end()
  return found
}

const isTypedAt = (text: string) => {
  const found = promptOf(text)
  if (found)
    return found.isStrong && found.prompt.includes('@')
      ? true
      : isCommand(text.slice(found.prompt.length), true)
  return isCommand(text)
}

/** Whether a line is of a list in YAML, below its key or the item before. */
const isItem = (text: string, above = '') =>
  /^\s*- /.test(text) && /^\s*- |^\s*[\w./"'-]+:\s*$|^\s+[\w./"'-]+:\s/.test(above)

/** Whether a line of a plain text that stands below code is said to people. */
const isSaid = (text: string, isAfterBlank: boolean) =>
  text.trim() !== '' &&
  (lookOf(text) === undefined || (isAfterBlank && /^[A-Z][\w ,'’-]*:$/.test(text))) &&
  (sentence.test(text.trim()) || (isAfterBlank && !/ {2,}\S|^\s/.test(text)))

/** Without the numbers of lines, which count from 1 where something is typed. */
function withoutNumbers(lines: readonly Passage[]): Passage[] {
  let next = 0
  return lines.map((line) => {
    const [found = '', number] = line.text.match(/^\s*(\d{1,3})(?: |$)/) ?? []
    const isFirst = number === '1' && isTypedAt(line.text.slice(found.length))
    next = isFirst || (next > 0 && Number(number) === next) ? Number(number) + 1 : 0
    return next > 0 ? line.slice(found.length) : line
  })
}
