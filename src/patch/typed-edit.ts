import type { JudgedLine } from '../proofread/judged-text.ts'
import { lineAround } from '../text/line-around.ts'
import type { Text } from '../text/text.ts'
import type { Edit } from './edit.ts'

/** What a reader has to fill in, or has only if a line before was typed. */
const open = /\b[A-Z]{3,}\b|\$\w/

/** What the remedy of a known change says to type in place of a line; or why the line stays, in words. */
export function typedEdit({ typed, retype }: JudgedLine, source: Text): Edit | string {
  const lines = retype.map(({ remedy }) => remedy.type).find((some) => some !== undefined)
  if (!lines) return 'Nothing is known to be typed instead.'
  if (typed.printed.some(({ passage }) => !passage.isEmpty))
    return 'The text prints an answer to it, which would be another one.'
  if (lines.some((line) => open.test(line))) return 'It is to be filled in.'
  if (/[|&;<>`]|\$\(/.test(typed.line)) return 'The line does more than that.'
  const { span } = typed.typed
  const before = source.text.slice(lineAround(source.text, span?.from ?? 0).from, span?.from)
  if (!span || source.text.slice(span.from, span.to) !== typed.typed.text || source.form === 'HTML')
    return 'Nobody can tell where it ends.'
  return { ...span, text: lines.join(`\n${before}`) }
}
