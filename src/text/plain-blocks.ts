import { Passage } from './passage.ts'
import type { Block } from './text.ts'

/** The numbers of the lines of a code box, all in one line: `12345678910`. */
function isGutter(line: string): boolean {
  const digits = line.trim()
  if (!/^123\d*$/.test(digits)) return false
  let all = ''
  for (let number = 1; all.length < digits.length; number += 1) all += number
  return all === digits
}

/** Reads a plain text, as it comes from a page or a PDF. Below the numbers of its lines, a code box has lost their ends. */
export function plainBlocks(whole: Passage): Block[] {
  const blocks: Block[] = []
  const lines = whole.split(/\r?\n/g)
  let from = 0
  const plain = (to: number) => {
    const passage = Passage.join(lines.slice(from, to), '\n')
    if (!passage.isEmpty) blocks.push({ type: 'plain', passage })
    from = to
  }
  for (const [index, line] of lines.entries()) {
    const code = lines[index + 1]
    if (!isGutter(line.text) || code === undefined || code.isEmpty) continue
    plain(index)
    blocks.push({ type: 'code', passage: code, hasLostLines: true })
    from = index + 2
  }
  plain(lines.length)
  return blocks
}
