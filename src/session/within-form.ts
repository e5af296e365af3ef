import { Passage } from '../text/passage.ts'
import { lookOf } from './printed-look.ts'

/** A box without what only sets it apart: numbers of lines, an indentation of all of it, blank lines around it. */
export const withinForm = (box: Passage): Passage => withoutIndentation(withoutNumbers(box)).trimLines()

/** Without the numbers of lines, where each has one. */
function withoutNumbers(passage: Passage): Passage {
  const lines = passage.lines
  const numbers = lines.map(({ text }) => text.match(/^\s*(\d{1,4})(?:[:.|)]| {1,2}|\t|$)/))
  const isCounted = lines.length > 2 && numbers.every((number, index) => Number(number?.[1]) === index + 1)
  if (!isCounted) return passage
  return Passage.join(
    lines.map((line, index) => line.slice(numbers[index]?.[0].length ?? 0)),
    '\n',
  )
}

/** A manifest that is indented as a whole, from its first column on. */
function withoutIndentation(passage: Passage): Passage {
  const [indent] = passage.text.match(/^[ \t]+(?=["']?(?:apiVersion|kind)["']?:)/m) ?? []
  const lines = passage.lines
  if (indent === undefined || !lines.every((line) => line.isEmpty || line.text.startsWith(indent)))
    return passage
  return Passage.join(
    lines.map((line) => line.slice(line.isEmpty ? 0 : indent.length)),
    '\n',
  )
}

/** Each row below a blank line: the blank lines are of the text. */
export function withoutBlankRows(passage: Passage): Passage {
  const lines = passage.lines
  const isSpaced =
    lines.length > 2 &&
    lookOf(lines[0]?.text ?? '') === 'table' &&
    lines[1]?.isEmpty === true &&
    lines.every((line, index) => line.isEmpty === (index % 2 === 1))
  return isSpaced
    ? Passage.join(
        lines.filter((line) => !line.isEmpty),
        '\n',
      )
    : passage
}
