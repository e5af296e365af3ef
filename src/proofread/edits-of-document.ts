import { stringify } from 'yaml'
import type { Content } from '../compare/content.ts'
import { contentAt } from '../compare/content.ts'
import type { PrintedDifference } from './compare-printed.ts'
import { spanOfTree, valueIn, type Tree, type TreeEntry } from './document-tree.ts'
import { beforeLine, removal, spanAt, type Edit, type Target } from './edit.ts'
import type { TextSpan } from '../text/passage.ts'
import { pathKey } from './path-key.ts'
import type { Printed } from './printed.ts'

/** Keys that are not there, and as many that are missing in the same place, are those that have become others. */
export function editsOfKeys(
  wanted: Printed,
  differences: readonly PrintedDifference[],
): Map<PrintedDifference, Edit[]> {
  const edits = new Map<PrintedDifference, Edit[]>()
  for (const alike of Map.groupBy(differences, ({ path }) => pathKey(path.slice(0, -1))).values()) {
    const gone = alike.filter(({ kind }) => kind === 'not shown')
    const come = alike.filter(({ kind }) => kind === 'missing')
    for (const [index, difference] of gone.entries()) {
      const by = come[index]
      const part = by && partAt(wanted.tree, wanted.content, by.path)
      if (!by || part?.key === undefined || part.tree?.type !== 'scalar' || !difference.span) continue
      const isJson = isQuoted(wanted.tree)
      const key = isJson ? `"${part.key}"` : part.key
      edits.set(difference, [{ ...difference.span, text: `${key}: ${valueText(part.tree, isJson)}` }])
      edits.set(by, [])
    }
  }
  return edits
}

/** Whether a document is JSON: its keys are in quotes. */
function isQuoted(tree: Tree | undefined): boolean {
  if (tree?.type === 'list') return isQuoted(tree.items[0])
  if (tree?.type !== 'map') return false
  const [first] = tree.entries
  return first?.at.text === '' ? isQuoted(first.value) : first?.at.text.startsWith('"') === true
}

interface Part {
  key?: string
  tree: Tree | undefined
}

/** A part of a document by its path. */
function partAt(tree: Tree | undefined, content: Content, path: readonly string[]): Part | undefined {
  const [name, ...more] = path
  if (name === undefined) return { tree }
  if (content.type !== 'parts' || !tree || tree.type === 'scalar') return undefined
  const index = [...content.parts.keys()].indexOf(name)
  const part = content.parts.get(name)
  if (!part) return undefined
  const entry = tree.type === 'map' ? entriesOf(tree.entries)[index] : undefined
  const child = tree.type === 'map' ? entry?.value : tree.items[index]
  if (more.length === 0) return { tree: child, ...(entry && { key: entry.key }) }
  return partAt(child, part, more)
}

const entriesOf = (entries: readonly TreeEntry[]) => [
  ...new Map(entries.map((entry) => [entry.key, entry])).values(),
]

/** A part of a document in YAML or JSON. */
export function editsOfPart(
  { source, printed }: Target,
  wanted: Printed,
  difference: PrintedDifference,
): Edit[] {
  const { kind, path, span } = difference
  if (!span) return []
  const isJson = isQuoted(printed.tree)
  if (kind === 'not shown' && isJson) return [withoutComma(source, span)]
  if (kind === 'not shown') return [removal(source, withDash(source, span, path), printed.isLined)]
  const part = partAt(wanted.tree, wanted.content, path)
  if (!part) return []
  if (kind === 'other') {
    const own = partAt(printed.tree, printed.content, path)
    if (own?.tree?.type === 'list' && part.tree?.type === 'list')
      return ofItems(own.tree.items, part.tree.items, isJson)
    const value = spanOfTree(own?.tree)
    return value ? [{ ...value, text: valueText(part.tree, isJson) }] : []
  }
  return [insertion(source, printed, path, span, part, isJson)]
}

/** The items of a list, whose brackets or dashes stay: each its own, or all of them where they are not as many. */
function ofItems(own: readonly Tree[], wanted: readonly Tree[], isJson: boolean): Edit[] {
  const texts = wanted.map((item) => valueText(item, isJson))
  const spans = own.map(spanOfTree)
  if (own.length === wanted.length)
    return spans.flatMap((span, index) => (span ? [{ ...span, text: texts[index] ?? '' }] : []))
  const [first, last] = [spans[0], spans.at(-1)]
  return first && last ? [{ from: first.from, to: last.to, text: texts.join(', ') }] : []
}

/** An item of a list with the dash before it. */
function withDash(source: string, { from, to }: TextSpan, path: readonly string[]): TextSpan {
  const dash = path.at(-1)?.startsWith('[') ? (source.slice(0, from).match(/-[ \t]+$/)?.[0].length ?? 0) : 0
  return { from: from - dash, to }
}

function valueText(tree: Tree | undefined, isJson: boolean): string {
  if (tree?.type === 'scalar' && !tree.at.text.includes('\n') && tree.at.text !== '') return tree.at.text
  const value = tree ? valueIn(tree) : null
  return isJson ? JSON.stringify(value) : stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim()
}

/** A member of an object or a list is taken away with the comma behind it, or else before it. */
function withoutComma(source: string, { from, to }: TextSpan): Edit {
  const behind = source.slice(to).match(/^\s*,\s*/)?.[0]
  if (behind !== undefined) return { from, to: to + behind.length, text: '' }
  const before = source.slice(0, from).match(/,\s*$/)?.[0].length ?? 0
  return { from: from - before, to, text: '' }
}

/** Puts a part into a document, beside those that are there. */
function insertion(
  source: string,
  printed: Printed,
  path: readonly string[],
  at: TextSpan,
  { key, tree }: Part,
  isJson: boolean,
): Edit {
  const parent = contentAt(printed.content, path.slice(0, -1))
  const siblings = parent?.type === 'parts' ? [...parent.parts.keys()] : []
  const spans = siblings.flatMap((name) => spanAt(printed, [...path.slice(0, -1), name]) ?? [])
  const isBehind = spans.some(({ to }) => to === at.from)
  const beside = spans.find(({ from, to }) => to === at.from || from === at.from) ?? at
  const value = tree ? valueIn(tree) : null
  const item = key === undefined ? value : { [key]: value }
  if (isJson) {
    const text = key === undefined ? JSON.stringify(value) : `"${key}": ${valueText(tree, true)}`
    const gap = printed.isLined ? `\n${beforeLine(source, beside.from)}` : ' '
    return { from: at.from, to: at.from, text: isBehind ? `,${gap}${text}` : `${text},${gap}` }
  }
  const start = source.lastIndexOf('\n', beside.from - 1) + 1
  const column = source.slice(start, beside.from)
  const lines =
    key !== undefined && tree?.type === 'scalar'
      ? [`${key}: ${valueText(tree, false)}`]
      : stringify(key === undefined ? [item] : item, { lineWidth: 0, indentSeq: false })
          .trimEnd()
          .split('\n')
  if (!printed.isLined) {
    const text = lines.map((line) => line.trim()).join(' ')
    const place =
      key === undefined && !isBehind ? (source.slice(0, at.from).match(/- *$/)?.[0].length ?? 0) : 0
    return { from: at.from - place, to: at.from - place, text: isBehind ? ` ${text}` : `${text} ` }
  }
  const prefix = column.match(/^[\s>]*/)?.[0] ?? ''
  const indented = key === undefined ? prefix : prefix + ' '.repeat(column.length - prefix.length)
  const text = lines.join(`\n${indented}`)
  // A list begins with the dash of its first item, which stands before it.
  const place = key === undefined && !isBehind ? column.length - prefix.length : 0
  const from = at.from - place
  return { from, to: from, text: isBehind ? `\n${indented}${text}` : `${text}\n${indented}` }
}
