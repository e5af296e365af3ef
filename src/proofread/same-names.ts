import type { Content } from '../compare/content.ts'
import { shapeOf } from '../compare/shape.ts'
import { isSameApart, looksLike } from './varies.ts'
import { pathKey } from './path-key.ts'
import type { Printed } from './printed.ts'

/**
 * What was printed with the names of a run: rows and items that are named at random, or by the cluster, have other names in
 * every run, and are the same nevertheless.
 */
export function withNamesOf(printed: Printed, shown: Printed): Printed {
  const names = new Map<string, string>()
  const content = renamed(printed.content, shown.content, [], names)
  const spans = [...printed.spans].map(
    ([key, span]) => [translated(JSON.parse(key) as string[], names), span] as const,
  )
  return { ...printed, content, spans: new Map(spans) }
}

function translated(path: readonly string[], names: ReadonlyMap<string, string>): string {
  // The columns of a row are named before it.
  const isCell = path.length === 2 && names.has(pathKey(['rows', path[1] ?? '']))
  if (isCell) return pathKey([path[0] ?? '', names.get(pathKey(['rows', path[1] ?? ''])) ?? ''])
  return pathKey(path.map((name, index) => names.get(pathKey(path.slice(0, index + 1))) ?? name))
}

function renamed(
  content: Content,
  shown: Content,
  path: readonly string[],
  names: Map<string, string>,
): Content {
  if (content.type === 'table' && shown.type === 'table') {
    const rows = new Map([
      ...pairs([...content.rows.keys()], [...shown.rows.keys()]),
      ...randomRows(content, shown),
      ...likeRows(content, shown),
    ])
    for (const [own, name] of rows) names.set(pathKey([...path, 'rows', own]), name)
    return {
      ...content,
      rows: new Map([...content.rows].map(([name, row]) => [rows.get(name) ?? name, row])),
    }
  }
  if (content.type !== 'parts' || shown.type !== 'parts') return content
  const items = pairs(
    [...content.parts.keys()].filter(isItem),
    [...shown.parts.keys()].filter(isItem),
    path.length === 1 && /^(?:clusters|contexts|users)$/.test(path[0] ?? ''),
  )
  for (const [own, name] of items) names.set(pathKey([...path, own]), name)
  const parts = [...content.parts].map(([own, part]) => {
    const name = items.get(own) ?? own
    const other = shown.parts.get(name)
    return [name, other ? renamed(part, other, [...path, own], names) : part] as const
  })
  return { type: 'parts', parts: new Map(parts) }
}

type Table = Extract<Content, { type: 'table' }>

/** Rows that are named at random are told apart by what else is in them, as those of a run are. */
function randomRows(own: Table, shown: Table): [string, string][] {
  const bases = [...new Set([...shown.rows.keys()].map(bare))].filter((base) => base.includes('<random>'))
  return bases.flatMap((base) =>
    [...own.rows]
      .filter(([name]) => bare(name) === base || looksLike(bare(name), base))
      .map(([name, row]) => ({ name, text: shapeOf([...row.values()].slice(1).join('\n')) }))
      .toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
      .map(
        ({ name }, index) =>
          [name, index === 0 ? `[${base}]` : `[${base} (${index + 1})]`] satisfies [string, string],
      ),
  )
}

/** Rows of the same name are told apart by how much else is the same in them; one that is like none has a name of its own. */
function likeRows(own: Table, shown: Table): [string, string][] {
  return [...Map.groupBy(own.rows.keys(), bare)].flatMap(([name, keys]) => {
    const others = [...shown.rows.keys()].filter((other) => bare(other) === name)
    if (name.includes('<random>') || Math.max(keys.length, others.length) < 2) return []
    const found = new Map<string, string>()
    const all = keys
      .flatMap((key) => others.map((other) => ({ key, other, like: likeness(own, key, shown, other) })))
      .filter(({ like }) => isRandom(name) || like >= 0.5)
      .toSorted((one, two) => two.like - one.like)
    const taken = new Set<string>()
    for (const { key, other } of all) {
      if (found.has(key) || taken.has(other)) continue
      found.set(key, other)
      taken.add(other)
    }
    return keys.map((key, index) => [key, found.get(key) ?? `[${name} (${others.length + index + 1})]`])
  })
}

/** How many of the cells of two rows are the same, names and times apart: 1 all of them. */
function likeness(own: Table, key: string, shown: Table, other: string): number {
  const [row, beside] = [own.rows.get(key), shown.rows.get(other)]
  const cells = [...(row ?? [])].filter(
    ([column]) => !/^(?:NAME|OBJECT|AGE|DURATION|(?:LAST|FIRST) SEEN)$/.test(column) && beside?.has(column),
  )
  const isSame = ([column, cell]: [string, string]) => {
    const theirs = beside?.get(column) ?? ''
    return isSameApart(cell, theirs) || (/ [a-z]/.test(cell) && shapeOf(cell) === shapeOf(theirs))
  }
  return cells.filter(isSame).length / Math.max(1, cells.length)
}

const isItem = (name: string) => /^\[.*\]$/.test(name)
const isRandom = (name: string) => /<\w+>/.test(name)

/**
 * The names of a run for those of a text that it has not: in order, as far as they look alike.
 * @param areOwners they are named as the owner of a cluster likes
 */
function pairs(own: readonly string[], shown: readonly string[], areOwners = false): Map<string, string> {
  const free = shown.filter((name) => !own.includes(name))
  const found = new Map<string, string>()
  for (const name of own.filter((one) => !shown.includes(one))) {
    // Of an item without a name nobody can tell which it is: they come in order.
    const index = free.findIndex(
      (other) => areOwners || bare(name) === '' || (isRandom(other) && looksLike(bare(name), bare(other))),
    )
    const [taken] = index === -1 ? [] : free.splice(index, 1)
    if (taken !== undefined) found.set(name, taken)
  }
  return found
}

/** A name without its brackets and the number that tells it from others of its kind. */
const bare = (name: string) => name.slice(1, -1).replace(/ \(\d+\)$/, '')
