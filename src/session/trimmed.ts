import { Passage } from '../text/passage.ts'

/** Without blank lines at the beginning and the end; what stands before its first word stays. */
export function trimmed(passage: Passage): Passage {
  const from = passage.text.match(/^(?:[ \t\r\uFEFF]*\n)*/)?.[0].length ?? 0
  return passage.slice(from, Math.max(from, passage.text.trimEnd().length))
}
