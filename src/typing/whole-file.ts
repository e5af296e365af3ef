import {
  isCollection,
  isMap,
  isScalar,
  isSeq,
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
  return whole.toString()
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
