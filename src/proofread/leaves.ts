import { contentAt, textOfContent, type Content } from '../compare/content.ts'
import type { TextSpan } from '../text/passage.ts'
import { pathKey } from './path-key.ts'
import type { Printed } from './printed.ts'

/** A printed place that has no other in it: the headers of a table, a cell, a line, a value of a document. */
export interface Leaf {
  path: readonly string[]
  value: string
  span: TextSpan | undefined
}

/** All printed places of what was taken apart, in its order. */
export function leavesOf({ content, spans }: Pick<Printed, 'content' | 'spans'>): Leaf[] {
  return [...leavesIn(content, [])].map(({ path, value }) => ({
    path,
    value,
    span: spans.get(pathKey(path)),
  }))
}

function* leavesIn(content: Content, path: readonly string[]): Generator<Omit<Leaf, 'span'>> {
  if (content.type === 'value') yield { path, value: content.text }
  if (content.type === 'lines')
    for (const [name, value] of content.lines) yield { path: [...path, name], value }
  if (content.type === 'nothing' && path.length > 0) yield { path, value: '' }
  if (content.type === 'parts')
    for (const [name, part] of content.parts) yield* leavesIn(part, [...path, name])
  if (content.type !== 'table') return
  yield { path: [...path, 'columns'], value: content.columns.join(', ') }
  for (const [name, row] of content.rows)
    for (const [column, value] of row) yield { path: [...path, column, name], value }
}

/** What stands at a place, of a part of a document all of it; undefined where there is nothing. */
export function valueAtPath(content: Content, path: readonly string[]): string | undefined {
  if (content.type === 'table') {
    const [column = '', name = ''] = path
    if (column === 'columns') return content.columns.join(', ')
    const row = content.rows.get(column === 'rows' ? name : name)
    return column === 'rows' ? row && [...row.values()].join('   ') : row?.get(column)
  }
  const lines = contentAt(content, path.slice(0, -1))
  if (lines?.type === 'lines') return lines.lines.get(path.at(-1) ?? '')
  const part = contentAt(content, path)
  return part && textOfContent(part)
}
