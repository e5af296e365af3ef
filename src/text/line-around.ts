import type { TextSpan } from './passage.ts'

/** The whole lines in which a stretch of a text is, without the last line feed. */
export function lineAround(text: string, from: number, to = from): TextSpan {
  const end = text.indexOf('\n', to)
  return { from: from > 0 ? text.lastIndexOf('\n', from - 1) + 1 : 0, to: end === -1 ? text.length : end }
}
