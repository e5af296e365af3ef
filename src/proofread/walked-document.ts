import { scalarOf, type Tree, type TreeEntry } from './document-tree.ts'
import { isOmission } from './omission.ts'
import { Passage, type TextSpan } from '../text/passage.ts'
import { pathTo } from './path-to.ts'

type MapTree = Extract<Tree, { type: 'map' }>
type ListTree = Extract<Tree, { type: 'list' }>

/** A map or a list that the walk is in, and what stands there in the known document. */
type Frame = { tree: MapTree; like: unknown } | { tree: ListTree; like: unknown }

const keyWord = /^(?:"[^"]+"|'[^']+'|[A-Za-z_][\w./-]*):$/
const childOf = (like: unknown, key: string | number): unknown =>
  typeof like === 'object' && like !== null ? (like as Record<string | number, unknown>)[key] : undefined
const has = (like: unknown, key: string) =>
  typeof like === 'object' && like !== null && !Array.isArray(like) && key in like

/**
 * Reads YAML whose lines and indentation are lost, word by word, along a document that has the same keys.
 * @param like the known document
 */
export function walked(
  printed: Passage,
  like: unknown,
): { tree: Tree; omissions: TextSpan[]; unread: readonly Passage[] } {
  const walk = new Walk(like)
  const words = printed.words
  for (let at = 0; at < words.length;) at += walk.take(words, at)
  prune(walk.root)
  return { tree: walk.root, omissions: walk.omissions, unread: walk.unread }
}

/** Takes away maps of which all was left out. */
function prune(tree: Tree): void {
  if (tree.type === 'list') tree.items.forEach(prune)
  if (tree.type !== 'map') return
  for (const { value } of tree.entries) if (value) prune(value)
  tree.entries = tree.entries.filter(({ value }) => value?.type !== 'map' || value.entries.length > 0)
}

class Walk {
  readonly root: MapTree = { type: 'map', entries: [] }
  readonly omissions: TextSpan[] = []
  readonly unread: Passage[] = []
  #frames: Frame[]
  /** The last key, as long as it has no value. */
  #pending: { entry: TreeEntry; like: unknown } | undefined
  /** An item of a list has begun, and may be a value. */
  #inItem = false

  constructor(like: unknown) {
    this.#frames = [{ tree: this.root, like }]
  }

  /** Takes the next words. @returns how many */
  take(words: readonly Passage[], at: number): number {
    const word = words[at] ?? Passage.of('')
    if (isOmission(word.text)) return this.#leftOut(word)
    if (word.text.startsWith('#')) return countWhile(words, at + 1, ({ text }) => !isStructure(text)) + 1
    if (word.text === '-') return this.#item()
    if (keyWord.test(word.text)) return this.#key(word)
    const isQuoted = /^["'[{]/.test(word.text)
    const count = isQuoted
      ? closedAfter(words, at)
      : 1 + countWhile(words, at + 1, ({ text }) => !isStructure(text) && !text.startsWith('#'))
    this.#value(Passage.join(words.slice(at, at + count), ' '))
    return count
  }

  #leftOut(word: Passage): 1 {
    if (word.span) this.omissions.push(word.span)
    const pending = this.#pending?.entry
    if (pending)
      for (const { tree } of this.#frames)
        if (tree.type === 'map') tree.entries = tree.entries.filter((entry) => entry !== pending)
    this.#pending = undefined
    this.#inItem = false
    return 1
  }

  #item(): 1 {
    const { entry, like } = this.#pending ?? {}
    if (entry) {
      const tree: ListTree = { type: 'list', items: [] }
      entry.value = tree
      this.#frames.push({ tree, like })
      this.#pending = undefined
    } else {
      const index = this.#frames.findLastIndex(({ tree }) => tree.type === 'list')
      if (index !== -1) this.#frames = this.#frames.slice(0, index + 1)
    }
    this.#inItem = this.#frames.at(-1)?.tree.type === 'list'
    return 1
  }

  #key(word: Passage): 1 {
    const key = word.text.slice(0, -1).replaceAll(/^["']|["']$/g, '')
    const frame = this.#frameFor(key)
    const entry: TreeEntry = { key, at: word.slice(0, word.text.length - 1), value: undefined }
    frame.tree.entries.push(entry)
    this.#pending = { entry, like: childOf(frame.like, key) }
    return 1
  }

  /** The map that a key belongs to: the nearest in which the known document has it. */
  #frameFor(key: string): { tree: MapTree; like: unknown } {
    if (this.#inItem) return this.#newItem()
    const pending = this.#pending
    if (pending && (pending.like === undefined || has(pending.like, key))) return this.#inside(pending)
    const index = this.#frames.findLastIndex(
      ({ tree, like }) =>
        tree.type === 'map' && has(like, key) && tree.entries.every((entry) => entry.key !== key),
    )
    const found = this.#frames[index]
    if (found?.tree.type === 'map') {
      this.#frames = this.#frames.slice(0, index + 1)
      return { tree: found.tree, like: found.like }
    }
    if (pending && typeof pending.like === 'object' && pending.like !== null) return this.#inside(pending)
    const below = this.#below(key)
    if (below) return below
    const last = this.#frames.findLast(({ tree }) => tree.type === 'map')
    return last?.tree.type === 'map'
      ? { tree: last.tree, like: last.like }
      : { tree: this.root, like: undefined }
  }

  #inside({ entry, like }: { entry: TreeEntry; like: unknown }): { tree: MapTree; like: unknown } {
    const tree: MapTree = { type: 'map', entries: [] }
    entry.value = tree
    this.#frames.push({ tree, like })
    return { tree, like }
  }

  #newItem(): { tree: MapTree; like: unknown } {
    this.#inItem = false
    const list = this.#frames.at(-1)
    const tree: MapTree = { type: 'map', entries: [] }
    if (list?.tree.type !== 'list') return { tree: this.root, like: undefined }
    const like = childOf(list.like, list.tree.items.length) ?? childOf(list.like, 0)
    list.tree.items.push(tree)
    this.#frames.push({ tree, like })
    return { tree, like }
  }

  /** A map deeper in the document, behind something that was left out. */
  #below(key: string): { tree: MapTree; like: unknown } | undefined {
    for (let index = this.#frames.length - 1; index >= 0; index -= 1) {
      const frame = this.#frames[index]
      const path = frame?.tree.type === 'map' ? pathTo(key, frame.like) : undefined
      if (frame?.tree.type !== 'map' || !path || path.length === 0) continue
      this.#frames = this.#frames.slice(0, index + 1)
      return this.#along(path, frame)
    }
    return undefined
  }

  #along(path: readonly (string | number)[], frame: Frame): { tree: MapTree; like: unknown } {
    let { tree, like }: Frame = frame
    for (const [index, step] of path.entries()) {
      const isList = typeof path[index + 1] === 'number'
      like = childOf(like, step)
      const next: MapTree | ListTree = isList ? { type: 'list', items: [] } : { type: 'map', entries: [] }
      if (tree.type === 'list') tree.items.push(next)
      else {
        const there = tree.entries.find((entry) => entry.key === step)
        if (there?.value && there.value.type !== 'scalar') {
          tree = there.value
          this.#frames.push(asFrame(tree, like))
          continue
        }
        tree.entries.push({ key: String(step), at: Passage.of(''), value: next })
      }
      tree = next
      this.#frames.push(asFrame(next, like))
    }
    return tree.type === 'map' ? { tree, like } : { tree: this.root, like: undefined }
  }

  #value(at: Passage): void {
    const list = this.#frames.at(-1)
    if (this.#inItem && list?.tree.type === 'list') list.tree.items.push(scalarOf(at))
    else if (this.#pending) this.#pending.entry.value = scalarOf(at)
    else this.unread.push(at)
    this.#inItem = false
    this.#pending = undefined
  }
}

const asFrame = (tree: MapTree | ListTree, like: unknown): Frame =>
  tree.type === 'map' ? { tree, like } : { tree, like }

const isStructure = (word: string) => word === '-' || keyWord.test(word) || isOmission(word)

function countWhile(words: readonly Passage[], from: number, isSo: (word: Passage) => boolean): number {
  let count = 0
  for (let at = from; at < words.length; at += 1) {
    const word = words[at]
    if (!word || !isSo(word)) break
    count += 1
  }
  return count
}

/** How many words there are to the end of what is quoted or in brackets. */
function closedAfter(words: readonly Passage[], at: number): number {
  const first = words[at]?.text ?? ''
  const closing = first.startsWith('[') ? ']' : first.startsWith('{') ? '}' : (first[0] ?? '')
  const rest = words.slice(at)
  const end = rest.findIndex(({ text }, index) => text.endsWith(closing) && (index > 0 || text.length > 1))
  return end === -1 ? 1 : end + 1
}
