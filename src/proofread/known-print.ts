import { parse } from 'yaml'
import { shapeOf } from '../compare/shape.ts'
import { parseDescription } from '../property/description.ts'
import { columnWord, parseTable, type Table } from '../property/table.ts'
import { afterWarnings } from './after-warnings.ts'

/** Something that is known to be printed, in each of the forms that it may be in: each is read when it is asked for, once. */
export interface KnownPrint {
  readonly text: string
  readonly table: () => Table | undefined
  /** The lines of each field of a description. */
  readonly description: () => ReadonlyMap<string, string[]> | undefined
  /** The value of a document of YAML or JSON. */
  readonly document: () => unknown
  /** The words of each line, by their shape. */
  readonly lines: () => readonly string[][]
}

const isTable = new RegExp(`^${columnWord} {3,}`)

/** @param text as it was printed */
export function knownPrint(text: string): KnownPrint {
  const rest = text.slice(afterWarnings(text))
  return {
    text,
    table: once(() => (isTable.test(rest) ? parseTable(rest) : undefined)),
    description: once(() => (/^Name: +\S/.test(rest) ? parseDescription(rest) : undefined)),
    document: once(() => documentIn(rest)),
    lines: once(() => text.split('\n').flatMap(shapesOf)),
  }
}

function shapesOf(line: string): string[][] {
  const words = line.trim().split(/\s+/).map(shapeOf)
  return words.join('') === '' ? [] : [words]
}

function documentIn(text: string): unknown {
  try {
    if (/^\s*[{[]/.test(text)) return JSON.parse(text) as unknown
    if (/^(?:apiVersion|kind): /.test(text.trim())) return parse(text) as unknown
  } catch {
    // It only begins like one.
  }
  return undefined
}

function once<T>(read: () => T): () => T {
  let found: { value: T } | undefined
  return () => (found ??= { value: read() }).value
}
