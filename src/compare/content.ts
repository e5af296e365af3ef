import { parse } from 'yaml'
import { parseDescription } from '../property/description.ts'
import { columnWord, nameOfRow, parseTable } from '../property/table.ts'
import { valueAt } from '../property/value-at.ts'
import { nameOf, shapeOf } from './shape.ts'

/**
 * What a student saw, taken apart by what it means. Things that a run names at random (a pod), and lines, have the name
 * of what they look like; several that look the same are told apart by a number, in an order that is the same in every run.
 */
export type Content =
  | { type: 'nothing' }
  | { type: 'value'; text: string }
  /** A document or a part of it: in `[brackets]` the items of a list. */
  | { type: 'parts'; parts: ReadonlyMap<string, Content> }
  /** Lines without names of their own, by their shape. */
  | { type: 'lines'; lines: ReadonlyMap<string, string> }
  | { type: 'table'; columns: readonly string[]; rows: ReadonlyMap<string, ReadonlyMap<string, string>> }

export const nothing: Content = { type: 'nothing' }
export const valueOf = (text: string): Content => ({ type: 'value', text })
export const partsOf = (parts: Iterable<readonly [string, Content]>): Content => ({
  type: 'parts',
  parts: new Map(parts),
})
export const contentOfLines = (lines: readonly string[]): Content => ({
  type: 'lines',
  lines: numbered(lines.map((line) => [shapeOf(line), line.trim().replaceAll(/[ \t]+/g, ' ')])),
})

const columnName = `${columnWord}(?: ${columnWord})*`
const isTable = new RegExp(`^${columnName}(?: {3,}${columnName})+ *$`)
const isDescription = /^Name: +\S/
const isYaml = /^(?:apiVersion|kind): /

/**
 * Takes what a command printed apart: a table by row and column, YAML and JSON by path, a description by field, other text
 * by line.
 */
export function contentOf(printed: string): Content {
  const text = printed.trim()
  if (text === '') return nothing
  const [first = ''] = text.split('\n')
  if (isTable.test(first)) return tableOf(text)
  if (isDescription.test(first)) return descriptionOf(text)
  const document = documentOf(text)
  return document === undefined ? contentOfLines(withoutBlank(text)) : documentContent(document)
}

const withoutBlank = (text: string) => text.split('\n').filter((line) => line.trim() !== '')

function tableOf(text: string): Content {
  const { columns, rows } = parseTable(text) ?? { columns: [], rows: [] }
  return {
    type: 'table',
    columns,
    rows: numbered(
      rows.map((row) => [`[${nameOf(nameOfRow({ columns }, row))}]`, new Map(Object.entries(row))]),
      (row) => [...row.values()].join('\n'),
    ),
  }
}

const descriptionOf = (text: string) =>
  partsOf([...parseDescription(text)].map(([field, lines]) => [field, contentOfLines(lines)]))

function documentOf(text: string): unknown {
  try {
    if (/^[{[]/.test(text)) return JSON.parse(text) as unknown
    if (isYaml.test(text)) return parse(text) as unknown
  } catch {
    // Text that only begins like one.
  }
  return undefined
}

/** A document, or a part of it, that was read already. */
export function documentContent(value: unknown): Content {
  if (Array.isArray(value)) return listContent(value)
  if (typeof value !== 'object' || value === null) return valueOf(String(value))
  const entries = Object.entries(value)
  return entries.length === 0
    ? valueOf('{}')
    : partsOf(entries.map(([key, item]) => [key, documentContent(item)]))
}

function listContent(items: readonly unknown[]): Content {
  if (items.every((item) => typeof item !== 'object' || item === null))
    return valueOf(`[${items.map(String).join(', ')}]`)
  const names = namesOf(items)
  const contents = items.map((item, index) => [`[${names[index] ?? ''}]`, documentContent(item)] as const)
  return { type: 'parts', parts: numbered(contents, textOfContent) }
}

/** What tells the items of a list apart: the first of these that each of them has, if possible no two the same. */
const identities = ['name', 'type', 'groupVersion', 'metadata.name', 'manager', 'key', 'kind'] as const

function namesOf(items: readonly unknown[]): string[] {
  const named = identities
    .map((identity) => items.map((item) => valueAt(item, identity.split('.'))))
    .filter((names) => names.every((name) => typeof name === 'string'))
  const distinct = named.find((names) => new Set(names).size === names.length)
  return (distinct ?? named[0] ?? []).map(nameOf)
}

/** Those of the same name get numbers: in the order of what they look like, since their own is another in every run. */
function numbered<T>(
  entries: readonly (readonly [name: string, value: T])[],
  asText: (value: T) => string = String,
): Map<string, T> {
  const alike = Map.groupBy(
    entries.map(([name, value], index) => ({ name, index, text: asText(value) })),
    ({ name }) => name,
  )
  const names = entries.map(([name]) => name)
  for (const [name, same] of alike) {
    const ordered = isInOrder(name)
      ? same
      : same.toSorted(
          (a, b) => compareTexts(shapeOf(a.text), shapeOf(b.text)) || compareTexts(a.text, b.text),
        )
    for (const [place, { index }] of ordered.entries())
      if (place > 0) names[index] = name.replace(/\]?$/, ` (${place + 1})$&`)
  }
  return new Map(entries.map(([name, value], index) => [names[index] ?? name, value]))
}

/** What a schedule makes is named by the minute, and listed in the order of time. */
const isInOrder = (name: string) => name.includes('<hex>') && !name.includes('<random>')

const compareTexts = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** What is at a path; undefined where there is nothing. */
export function contentAt(content: Content, path: readonly string[]): Content | undefined {
  const [name, ...more] = path
  if (name === undefined) return content
  if (content.type !== 'parts') return undefined
  const part = content.parts.get(name)
  return part && contentAt(part, more)
}

/** All of it as text, for people. */
export function textOfContent(content: Content): string {
  if (content.type === 'nothing') return ''
  if (content.type === 'value') return content.text
  if (content.type === 'lines') return [...content.lines.values()].join('\n')
  if (content.type === 'parts')
    return `{${[...content.parts].map(([name, part]) => `${name}: ${textOfContent(part)}`).join(', ')}}`
  return [content.columns, ...[...content.rows.values()].map((row) => [...row.values()])]
    .map((cells) => cells.join('   '))
    .join('\n')
}
