import { stringify } from 'yaml'
import type { Content } from '../compare/content.ts'
import { allOf, contentAt, type PrintedDifference } from './compare-printed.ts'
import { spanOfTree, valueIn, type Tree, type TreeEntry } from './document-tree.ts'
import type { Span } from './passage.ts'
import { pathKey } from './path-key.ts'
import type { Printed } from './printed.ts'

/** What is to stand in place of a stretch of a text. */
export interface Edit extends Span {
  text: string
}

/** A text with something else in place of some of its stretches. Of edits that overlap the first is made. */
export function withEdits(text: string, edits: readonly Edit[]): string {
  const made: Edit[] = []
  for (const edit of edits)
    if (
      made.every((other) => edit.to <= other.from || edit.from >= other.to) &&
      !made.some((other) => isSamePlace(edit, other))
    )
      made.push(edit)
  return made
    .toSorted((a, b) => b.from - a.from || b.to - a.to)
    .reduce((changed, { from, to, text: by }) => changed.slice(0, from) + by + changed.slice(to), text)
}

const isSamePlace = (one: Edit, other: Edit) => one.from === other.from && one.to === other.to

/** What was printed somewhere, and the text in which it stands. */
interface Target {
  source: string
  printed: Printed
}

/**
 * The edits of a text that make it print what something else prints, at some places; all else stays, in the form in which it is.
 * @param differences of the two; what is missing is put in, what is not shown is taken away
 */
export function editsTo(target: Target, wanted: Printed, differences: readonly PrintedDifference[]): Edit[] {
  const { printed } = target
  const isWhole = differences.some(({ path, kind }) => path.length === 0 && kind !== 'order')
  if (isWhole) return whole(target, wanted)
  if (printed.content.type === 'table' && wanted.content.type === 'table')
    return ofTable(target, printed.content, wanted.content, differences)
  const renamed = printed.form === 'document' ? otherKeys(wanted, differences) : new Map()
  return differences.flatMap((difference) => {
    if (difference.kind === 'order') return inOrder(target, wanted, difference)
    const by = renamed.get(difference)
    if (by !== undefined) return by
    if (printed.form === 'document') return inDocument(target, wanted, difference)
    return inLines(target, difference)
  })
}

/** Keys that are not there, and as many that are missing in the same place, are those that have become others. */
function otherKeys(
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

/** What stands before a line: the indentation of a list, or the mark of a quotation. */
function beforeLine(source: string, at: number): string {
  const start = source.lastIndexOf('\n', at - 1) + 1
  return source.slice(start, at).match(/^[\s>]*/)?.[0] ?? ''
}

/** Lines of what was printed that are put into a text; of more the begin. */
const longest = 30

/** The lines that are put in for what was printed. */
export function linesToPrint(printed: string): string[] {
  const lines = printed.split('\n').filter((line) => line.trim() !== '')
  return lines.length > longest ? [...lines.slice(0, longest), '<output_omitted>'] : lines
}

/** All of what was printed is another text. */
function whole({ source, printed }: Target, wanted: Printed): Edit[] {
  const span = allOf(printed)
  if (!span) return []
  const lines = linesToPrint(wanted.text)
  const by = printed.isLined
    ? lines.join(`\n${beforeLine(source, span.from)}`)
    : lines.map((line) => line.trim()).join(' ')
  return [{ ...span, text: by }]
}

type Table = Extract<Content, { type: 'table' }>

function ofTable(
  { source, printed }: Target,
  table: Table,
  wanted: Table,
  differences: readonly PrintedDifference[],
): Edit[] {
  const isOther = differences.some(({ path }) => path[0] === 'columns')
  const columns = isOther ? wanted.columns : table.columns
  const stale = new Set(differences.map(({ path }) => pathKey(path)))
  const namesWanted = [...wanted.rows.keys()]
  const rows = [...table.rows].map(([name, cells], index) => {
    const shown =
      wanted.rows.get(name) ??
      wanted.rows.get(namesWanted[index] ?? '') ??
      wanted.rows.get(namesWanted[0] ?? '')
    const row = columns.map((column) => {
      const own = stale.has(pathKey([column, name])) ? undefined : cells.get(column)
      return own ?? shown?.get(column) ?? ''
    })
    return { name, row, isGone: stale.has(pathKey(['rows', name])) }
  })
  const come = differences.flatMap(({ path: [part, name = ''], kind }) =>
    part === 'rows' && kind === 'missing'
      ? [columns.map((column) => wanted.rows.get(name)?.get(column) ?? '')]
      : [],
  )
  const written = writtenRows(
    [[...columns], ...rows.filter(({ isGone }) => !isGone).map(({ row }) => row), ...come],
    printed,
  )
  let next = 1
  const header = printed.spans.get(pathKey(['columns']))
  const edits: Edit[] = header ? [{ ...header, text: written[0] ?? '' }] : []
  for (const { name, isGone } of rows) {
    const span = printed.spans.get(pathKey(['rows', name]))
    if (!span) continue
    edits.push(isGone ? removal(source, span, printed.isLined) : { ...span, text: written[next] ?? '' })
    if (!isGone) next += 1
  }
  const last = allOf(printed)
  if (come.length > 0 && last)
    edits.push({
      from: last.to,
      to: last.to,
      text: written
        .slice(-come.length)
        .map((row) => `${printed.isLined ? `\n${beforeLine(source, last.to)}` : ' '}${row}`)
        .join(''),
    })
  return edits
}

function writtenRows(rows: readonly (readonly string[])[], { isLined }: Printed): string[] {
  if (!isLined) return rows.map((row) => row.filter((cell) => cell !== '').join(' '))
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)) + 3)
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('')
      .trimEnd(),
  )
}

/** Takes a stretch away, with its line where it has one of its own. */
function removal(source: string, span: Span, isLined: boolean): Edit {
  const start = source.lastIndexOf('\n', span.from - 1) + 1
  const end = source.indexOf('\n', span.to)
  const isOwn =
    isLined &&
    /^[\s>]*$/.test(source.slice(start, span.from)) &&
    /^[ \t\r,]*$/.test(source.slice(span.to, end === -1 ? undefined : end))
  if (isOwn) return { from: start, to: end === -1 ? source.length : end + 1, text: '' }
  const space = source.slice(span.to).match(/^ +/)?.[0].length ?? 0
  return { from: span.from, to: span.to + space, text: '' }
}

const spanAt = ({ spans }: Printed, path: readonly string[]) => spans.get(pathKey(path))

/** The parts of what was printed change places; what is between them stays. */
function inOrder({ source, printed }: Target, wanted: Printed, { path }: PrintedDifference): Edit[] {
  const names = (content: Content | undefined) =>
    content?.type === 'parts' || content?.type === 'lines'
      ? [...(content.type === 'parts' ? content.parts : content.lines).keys()]
      : []
  const [own, order] = [printed, wanted].map(({ content }) => names(contentAt(content, path)))
  const common = (own ?? []).filter((name) => order?.includes(name) && spanAt(printed, [...path, name]))
  const inTheEnd = (order ?? []).filter((name) => common.includes(name))
  return common.flatMap((name, index) => {
    const [slot, taken] = [
      spanAt(printed, [...path, name]),
      spanAt(printed, [...path, inTheEnd[index] ?? '']),
    ]
    return slot && taken && slot !== taken ? [{ ...slot, text: source.slice(taken.from, taken.to) }] : []
  })
}

/** A line of text, or of a field of a description. */
function inLines({ source, printed }: Target, difference: PrintedDifference): Edit[] {
  const { kind, path, values, span } = difference
  if (!span) return []
  const text = values[1] ?? ''
  if (kind === 'not shown') return [removal(source, span, printed.isLined)]
  if (kind === 'other') return [{ ...span, text }]
  const [name = ''] = path
  const isField = printed.form === 'description' && contentAt(printed.content, [name]) === undefined
  const before = beforeLine(source, span.from)
  const column = printed.isLined ? columnOfValues(source, printed) : 0
  const lines = text.split('\n')
  const written = isField
    ? lines.map((line, at) =>
        at === 0
          ? `${`${name}:`.padEnd(column)}${column === 0 ? ' ' : ''}${line}`
          : ' '.repeat(column) + line,
      )
    : printed.form === 'description'
      ? lines.map((line) => ' '.repeat(column) + line)
      : lines
  const isFirst = [...printed.spans.values()].every(({ from }) => from >= span.from)
  const between = printed.isLined ? `\n${before}` : ' '
  const all = written.map((line) => (printed.isLined ? line : line.trim())).join(between)
  return [{ from: span.from, to: span.from, text: isFirst ? all + between : between + all }]
}

/** How far the values of a description are indented. */
function columnOfValues(source: string, printed: Printed): number {
  for (const [key, { from }] of printed.spans) {
    const [name = '', shape] = JSON.parse(key) as string[]
    const field = spanAt(printed, [name])
    if (shape !== undefined && field && from > field.from && !source.slice(field.from, from).includes('\n'))
      return from - field.from
  }
  return 0
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

function inDocument({ source, printed }: Target, wanted: Printed, difference: PrintedDifference): Edit[] {
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
function withDash(source: string, { from, to }: Span, path: readonly string[]): Span {
  const dash = path.at(-1)?.startsWith('[') ? (source.slice(0, from).match(/-[ \t]+$/)?.[0].length ?? 0) : 0
  return { from: from - dash, to }
}

function valueText(tree: Tree | undefined, isJson: boolean): string {
  if (tree?.type === 'scalar' && !tree.at.text.includes('\n') && tree.at.text !== '') return tree.at.text
  const value = tree ? valueIn(tree) : null
  return isJson ? JSON.stringify(value) : stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim()
}

/** A member of an object or a list is taken away with the comma behind it, or else before it. */
function withoutComma(source: string, { from, to }: Span): Edit {
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
  at: Span,
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
