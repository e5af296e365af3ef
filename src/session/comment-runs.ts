import type { Passage } from '../text/passage.ts'
import { isLabel, lookOf } from './printed-look.ts'

/** Lines that follow each other and are comments, or none is. */
export function runsOf(lines: readonly Passage[]): { isComment: boolean; lines: Passage[] }[] {
  const runs: { isComment: boolean; lines: Passage[] }[] = []
  for (const line of lines) {
    const isComment = /^#(?!!)/.test(line.text)
    const last = runs.at(-1)
    if (last && (last.isComment === isComment || (line.isEmpty && !last.isComment))) last.lines.push(line)
    else runs.push({ isComment, lines: [line] })
  }
  return runs
}

/** What stands before each line of what is printed as comments. */
export const markOf = ({ lines }: Passage) => (lines.every(({ text }) => /^#(?: |$)/.test(text)) ? '# ' : '#')

/** Whether comments are printed: the first of them looks so. */
export const isPrintedComment = (lines: readonly Passage[]) => {
  const first = lines.find(({ text }) => !isLabel(text))
  return lookOf(first?.text.replace(/^#+ ?/, '') ?? '') !== undefined
}
