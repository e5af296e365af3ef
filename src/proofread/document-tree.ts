import { isMap, isScalar, isSeq, parse, parseDocument, type ParsedNode } from 'yaml'
import { documentContent, type Content } from '../compare/content.ts'
import { around, Passage, type TextSpan } from '../text/passage.ts'
import { pathKey } from './path-key.ts'

/** A document or a part of it, with its places in the file; of what stands in brackets, with these. */
export type Tree =
  | { type: 'map'; entries: TreeEntry[]; brackets?: TextSpan }
  | { type: 'list'; items: Tree[]; brackets?: TextSpan }
  | { type: 'scalar'; value: unknown; at: Passage }

export interface TreeEntry {
  key: string
  /** Where the key stands; empty where it is left out. */
  at: Passage
  /** Undefined where nothing follows, or it is left out. */
  value: Tree | undefined
}

/** Reads YAML or JSON; undefined when it is neither. */
export function treeOf(text: Passage): Tree | undefined {
  const document = parseDocument(text.text, { strict: false, uniqueKeys: false })
  if (document.errors.length > 0 || !document.contents) return undefined
  return ofNode(document.contents, text)
}

/** `{}` and `[]` have nothing in them: they are values. */
function ofNode(node: ParsedNode, text: Passage): Tree {
  if (isMap(node) && node.items.length > 0)
    return {
      type: 'map',
      entries: node.items.map(({ key, value }) => ({
        key: isScalar(key) ? String(key.value) : '',
        at: text.slice(key.range[0], key.range[1]),
        value: value ? ofNode(value, text) : undefined,
      })),
      ...bracketsOf(node, text),
    }
  if (isSeq(node) && node.items.length > 0)
    return { type: 'list', items: node.items.map((item) => ofNode(item, text)), ...bracketsOf(node, text) }
  return {
    type: 'scalar',
    value: isScalar(node) ? node.value : isMap(node) ? {} : isSeq(node) ? [] : null,
    at: text.slice(node.range[0], node.range[1]),
  }
}

function bracketsOf({ flow, range: [from, to] }: ParsedNode & { flow?: boolean }, text: Passage) {
  const isClosed = flow === true && text.slice(to - 1, to).span !== undefined
  const brackets = isClosed ? text.slice(from, to).span : undefined
  return brackets ? { brackets } : {}
}

/** A scalar, as YAML reads it. */
export function scalarOf(at: Passage): Tree {
  try {
    return { type: 'scalar', value: parse(at.text) as unknown, at }
  } catch {
    return { type: 'scalar', value: at.text, at }
  }
}

/** Its value, as a program has it. */
export function valueIn(tree: Tree): unknown {
  if (tree.type === 'scalar') return tree.value
  if (tree.type === 'list') return tree.items.map(valueIn)
  return Object.fromEntries(
    tree.entries.map(({ key, value }) => [key, value === undefined ? null : valueIn(value)]),
  )
}

/** The stretch of a file in which a part of a document is. */
function spanOfTree(tree: Tree | undefined): TextSpan | undefined {
  if (!tree) return undefined
  if (tree.type === 'scalar') return tree.at.span
  if (tree.brackets) return tree.brackets
  if (tree.type === 'list') return around(tree.items.map(spanOfTree))
  return around(tree.entries.map(spanOfEntry))
}

const spanOfEntry = ({ at, value }: TreeEntry) => around([at.span, spanOfTree(value)])

/** A document as it is compared, and the place of each of its parts by its path. */
export function placedContent(tree: Tree): {
  content: Content
  spans: Map<string, TextSpan>
  implied: Set<string>
} {
  const content = documentContent(valueIn(tree))
  const spans = new Map<string, TextSpan>()
  const implied = new Set<string>()
  place(tree, content, [], { spans, implied })
  return { content, spans, implied }
}

function place(
  tree: Tree | undefined,
  content: Content,
  path: readonly string[],
  places: { spans: Map<string, TextSpan>; implied: Set<string> },
): void {
  if (!tree || tree.type === 'scalar' || content.type !== 'parts') return
  const parts = [...content.parts]
  const children =
    tree.type === 'map'
      ? [...new Map(tree.entries.map((entry) => [entry.key, entry])).values()].map((entry) => ({
          value: entry.value,
          span: spanOfEntry(entry),
          isImplied: entry.at.span === undefined,
        }))
      : tree.items.map((item) => ({ value: item, span: spanOfTree(item), isImplied: false }))
  for (const [index, [name, part]] of parts.entries()) {
    const child = children[index]
    const own = [...path, name]
    if (child?.span) places.spans.set(pathKey(own), child.span)
    if (child?.isImplied) places.implied.add(pathKey(own))
    place(child?.value, part, own, places)
  }
}
