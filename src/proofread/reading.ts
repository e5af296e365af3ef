import { printingsOf } from '../changes/printing.ts'
import type { TypedLine } from '../session/session.ts'
import { Passage } from '../text/passage.ts'
import { afterWarnings } from './after-warnings.ts'
import { knownPrint, type KnownPrint } from './known-print.ts'
import { readPrinted, type Printed } from './printed.ts'

/** All that a text prints of a line, without the marks of comments, and without what all of a box is indented by. */
export const passageOf = ({ printed }: Pick<TypedLine, 'printed'>): Passage =>
  Passage.join(
    printed.map(({ passage, mark }) => (mark === '' ? withoutIndent(passage) : unmarked(passage, mark))),
    '\n',
  )

function withoutIndent(passage: Passage): Passage {
  const lines = passage.lines
  const indent = Math.min(...lines.filter((line) => !line.isEmpty).map(({ text }) => text.search(/\S/)))
  return indent > 0 && indent < Number.POSITIVE_INFINITY
    ? Passage.join(
        lines.map((line) => line.slice(indent)),
        '\n',
      )
    : passage
}

const unmarked = (passage: Passage, mark: string) =>
  Passage.join(
    passage.lines.map((line) => {
      const at = line.text.length - line.text.trimStart().length
      if (line.text.startsWith(mark, at)) return line.slice(at + mark.length)
      return line.text.trim() === mark.trim() ? line.slice(at + mark.trim().length) : line
    }),
    '\n',
  )

/** A refusal, or that there is nothing: what comes where the object of a line is missing. */
const refusal =
  /^(?:\S+: )?(?:Error from server|error:|Error:|No resources found|The connection to the server|Unable to connect|curl: \(|cat: |ls: |\S*sh: |.*command not found|.*No such file or directory)/m

/** Whether all that was printed is a refusal, or that there is nothing. */
export function isRefusal(printed: string): boolean {
  const rest = printed.slice(afterWarnings(printed)).trim()
  return rest === '' || rest.search(refusal) === 0
}

/** Takes apart what a text prints of a line. @param likes what came back from it */
export function readText(line: string, passage: Passage, likes: readonly KnownPrint[]): Printed {
  const isRefused = isRefusal(passage.text)
  const forms = isRefused ? [] : printingsOf(line).map(({ verb, form }) => (form === 'object' ? form : verb))
  return readPrinted(
    passage,
    likes,
    forms.includes('object') ? 'document' : forms.includes('describe') ? 'description' : undefined,
  )
}

/** Takes apart what came back. */
export const readAnswer = (printed: string): Printed =>
  readPrinted(Passage.at(printed, 0), [knownPrint(printed)])
