import { nothing } from '../compare/content.ts'
import { placedContent, treeOf, valueIn, type Tree } from './document-tree.ts'
import { isOmission, omission } from './omission.ts'
import { Passage, type TextSpan } from '../text/passage.ts'
import { pathTo } from './path-to.ts'
import type { Apart } from './apart.ts'
import { walked } from './walked-document.ts'

/**
 * A document in YAML or JSON, whole or in part, as it stands or without its line ends.
 * @param like the document that is known to come back: it says where in it a part is
 */
export function printedDocument(printed: Passage, like: unknown): Apart {
  const isLined = printed.trim().lines.length > 1
  const isJson = /^(?:\S*(?:omitted>|\.\.\.)\s+)*[{["]/.test(printed.text.trim())
  const read = isJson ? readJson(printed) : readYaml(printed, like)
  if (!read)
    return {
      form: 'document',
      content: nothing,
      spans: new Map(),
      omissions: [],
      unread: [printed],
      isLined,
    }
  const { tree, omissions, unread } = read
  const placed = inPlace(tree, like)
  return {
    form: 'document',
    ...placedContent(placed),
    tree: placed,
    omissions,
    unread,
    isLined,
  }
}

interface Read {
  tree: Tree
  omissions: TextSpan[]
  unread: readonly Passage[]
}

const spansOf = (words: readonly Passage[]) => words.flatMap(({ span }) => span ?? [])

function readYaml(printed: Passage, like: unknown): Read | undefined {
  const plain = printed.replaced(/(?<=^|\s)#.*$/gm, '')
  const omissions = spansOf(plain.words.filter(({ text }) => isOmission(text)))
  const parsed = treeOf(plain.replaced(omission, ''))
  const tree = parsed && omissions.length > 0 ? withoutEmpty(parsed) : parsed
  const isRight = omissions.length === 0 || (tree && isPartOf(valueIn(tree), like))
  if (tree?.type === 'map' && printed.trim().lines.length > 1 && (like === undefined || isRight))
    return { tree, omissions, unread: [] }
  return like === undefined ? undefined : walked(printed, like)
}

/** Without keys behind which all was left out. */
function withoutEmpty(tree: Tree): Tree {
  if (tree.type === 'list') return { ...tree, items: tree.items.map(withoutEmpty) }
  if (tree.type === 'scalar') return tree
  const entries = tree.entries.flatMap((entry) => {
    const isEmpty = entry.value === undefined || (entry.value.type === 'scalar' && entry.value.at.isEmpty)
    return isEmpty ? [] : [{ ...entry, value: entry.value && withoutEmpty(entry.value) }]
  })
  return { ...tree, entries }
}

/** Whether each key is one that a document has there. */
function isPartOf(value: unknown, like: unknown): boolean {
  if (Array.isArray(value)) return Array.isArray(like) && value.every((item) => isPartOf(item, like[0]))
  if (typeof value !== 'object' || value === null) return typeof like !== 'object' || like === null
  if (typeof like !== 'object' || like === null) return false
  const known = like as Record<string, unknown>
  return Object.entries(value).every(
    ([key, item]) => key in known && (item === null || isPartOf(item, known[key])),
  )
}

/** JSON as far as it is printed: what is cut off is closed, and what has lost its begin is a part of an object. */
function readJson(printed: Passage): Read | undefined {
  const marks = [...printed.text.matchAll(/(?<!\S)<[\w -]*omitted>/gi)]
  const omissions = marks.flatMap(
    ({ index, 0: word }) => printed.slice(index, index + word.length).span ?? [],
  )
  const text = printed.replaced(/(?<!\S)<[\w -]*omitted>/gi, '').trim()
  const pieces: Passage[] = text.text.startsWith('"') ? [Passage.of('{')] : []
  const open: string[] = text.text.startsWith('"') ? ['}'] : []
  let from = 0
  for (const { index, 0: token } of text.text.matchAll(
    /"(?:\\.|[^"\\\n])*(?:"|$|(?=\n))|[{}[\]]|(?<!\S)(?:\.{3,}|…)(?!\S)/g,
  )) {
    const isCut =
      token.startsWith('"') && (token.length === 1 || !token.endsWith('"') || token.endsWith('\\"'))
    if (token === '{' || token === '[') open.push(token === '{' ? '}' : ']')
    if (token === '}' || token === ']') open.pop()
    if (isCut) {
      pieces.push(text.slice(from, index + token.length), Passage.of('",'))
      from = index + token.length
    } else if (/^(?:\.|…)/.test(token)) {
      pieces.push(text.slice(from, index))
      from = index + token.length
      const { span } = text.slice(index, from)
      if (span) omissions.push(span)
    }
  }
  pieces.push(text.slice(from), Passage.of(open.toReversed().join('')))
  const tree = treeOf(Passage.join(pieces))
  return tree && { tree, omissions, unread: [] }
}

/** A part of a document where it is in the whole. */
function inPlace(tree: Tree, like: unknown): Tree {
  if (tree.type !== 'map') return tree
  const [first] = tree.entries
  if (!first || typeof like !== 'object' || like === null || Array.isArray(like)) return tree
  if (tree.entries.some(({ key }) => key in like)) return tree
  const path = pathTo(first.key, like)
  return (path ?? []).reduceRight<Tree>(
    (inner, key) =>
      typeof key === 'number'
        ? { type: 'list', items: [inner] }
        : { type: 'map', entries: [{ key, at: Passage.of(''), value: inner }] },
    tree,
  )
}
