import {
  isCollection,
  isMap,
  isScalar,
  isSeq,
  parse,
  parseDocument,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml'
import type { FileShown } from '../session/session.ts'

/** A line by which a text says that it leaves something out. */
const omission = /^\s*(?:#\s*)?(?:\.{3,}|…|\[?\.{3}\]?|<.*omitted.*>|<snip(?:ped)?>)\s*(?:#.*)?$/i

/**
 * A file as it is when its reader has written what a text shows of it.
 * @param before what the file was; undefined where it was not there
 */
export function wholeFile(
  { content, isPart }: Pick<FileShown, 'content' | 'isPart'>,
  before: string | undefined,
): string {
  const lines = content.text.split('\n').filter((line) => !isPart || !omission.test(line))
  const shown = `${lines.join('\n').trimEnd()}\n`
  if (!isPart || before === undefined) return shown
  const [whole, part] = [before, shown].map((text) => parseDocument(text))
  // Of what is no YAML nobody can tell where a part belongs.
  if (
    !whole ||
    !part ||
    whole.errors.length + part.errors.length > 0 ||
    !isMap(whole.contents) ||
    !isMap(part.contents)
  )
    return shown
  merge(whole.contents, part.contents, whole)
  return whole.toString({ flowCollectionPadding: false })
}

/** Puts what is in a part where it is in the whole: keys by their names, items by their field `name`, or their place. */
function merge(whole: YAMLMap, part: YAMLMap, document: Document): void {
  for (const { key, value } of part.items) {
    const old = whole.get(key, true) as Node | undefined
    if (isMap(old) && isMap(value)) merge(old, value, document)
    else if (isSeq(old) && isSeq(value))
      for (const [index, item] of value.items.entries()) {
        const name = isMap(item) ? item.get('name') : undefined
        const same = old.items.find(
          (one, place) => isMap(one) && (name === undefined ? place === index : one.get('name') === name),
        )
        if (isMap(same) && isMap(item)) merge(same, item, document)
        else if (!isScalar(item) || !old.items.some((one) => isScalar(one) && one.value === item.value))
          old.add(item)
      }
    else if (!isCollection(old) || value !== null) whole.set(key, value)
  }
}

/** A key of a document whose lines have become one, and what stands behind it: a word, a list in brackets, or nothing. */
const keyAndValue =
  /(?<![^\s])([\w./-]+):(?=\s|$)(?:\s+("[^"]*"|'[^']*'|\[[^\]]*\]|(?!-\s|#|[\w./-]+:(?:\s|$)|[.<…])[^\s#]+))?/g

/**
 * A file as it is when its reader has changed in it what a text shows, of which the ends of lines are lost: a key that is there
 * has the value of the text; one that is not comes where the text has it.
 */
export function withLostLines({ content }: Pick<FileShown, 'content'>, before: string): string {
  const document = parseDocument(before)
  const keys = keysIn(document.toJS(), [])
  let at = -1
  let last = { path: [] as Path, isOpen: true }
  for (const [, key = '', value] of withoutRemarks(content.text).matchAll(keyAndValue)) {
    const later = keys.findIndex((path, index) => index > at && path.at(-1) === key)
    // What was put in stands at the end of its map, wherever the text has it.
    const there = later === -1 ? keys.findIndex((path) => path.at(-1) === key) : later
    if (there !== -1) at = there
    const path = keys[there] ?? [...(last.isOpen ? last.path : last.path.slice(0, -1)), key]
    if (value !== undefined && isMap(document.getIn(path.slice(0, -1), true)))
      document.setIn(path, document.createNode(parse(value), { flow: value.startsWith('[') }))
    last = { path, isOpen: value === undefined }
  }
  return document.toString({ flowCollectionPadding: false })
}

type Path = readonly (string | number)[]

/** The paths of all keys, in their order. */
function keysIn(value: unknown, path: Path): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => keysIn(item, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => [[...path, key], ...keysIn(one, [...path, key])])
}

/** A remark goes on until the next key: where its line ended nobody knows. */
const withoutRemarks = (text: string) => text.replaceAll(/(?<=\s)#.*?(?=\s[\w./-]+:(?:\s|$)|\s[.<…]|$)/g, '')
