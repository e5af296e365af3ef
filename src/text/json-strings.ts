import { UsageError } from '../errors.ts'
import type { Passage } from './passage.ts'

/** A string of a document, and the names that lead there: `cells.0.source.1`. */
interface JsonString {
  path: string
  value: Passage
}

const token = /"(?:[^"\\]|\\.)*"|[[\]{},]/g
const escape = /\\(?:u[\da-f]{4}|.)/gi
const unescaped = (found: string) => String(JSON.parse(`"${found}"`))

/** Deeper than a notebook is. */
const deepest = 64

/**
 * Finds all strings that are values in a JSON document, each character with its place in the file.
 * @throws UsageError when it is no JSON
 */
export function jsonStrings(whole: Passage): JsonString[] {
  const { text } = whole
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new UsageError(
      'Expected a notebook, found something that is no JSON. Save it as a notebook again.',
      {
        cause,
      },
    )
  }
  const found: JsonString[] = []
  const open: { key: string; isList: boolean; index: number }[] = []
  for (const { index, 0: one } of text.matchAll(token)) {
    const inner = open.at(-1)
    if (one === '{' || one === '[') {
      open.push({ key: '0', isList: one === '[', index: 0 })
      if (open.length > deepest)
        throw new UsageError(
          `Expected a notebook, found ${deepest} levels of JSON. Save it as a notebook again.`,
        )
    } else if (one === '}' || one === ']') open.pop()
    else if (one === ',') {
      if (inner?.isList) inner.key = String((inner.index += 1))
    } else {
      const value = whole.slice(index + 1, index + one.length - 1)
      const isKey =
        inner && !inner.isList && /^\s*:/.test(text.slice(index + one.length, index + one.length + 99))
      if (isKey) inner.key = value.text
      else
        found.push({ path: open.map(({ key }) => key).join('.'), value: value.replaced(escape, unescaped) })
    }
  }
  return found
}
