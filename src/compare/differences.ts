import { nothing, textOfContent, type Content } from './content.ts'
import { nameOf, shapeOf } from './shape.ts'

/** What stood at a place in the one and the other: undefined where there was nothing. */
export type ValuePair = readonly [string | undefined, string | undefined]

/** A place at which two contents differ. */
export interface Difference {
  /** The names that lead there; the name of an item of a list or of a row is in brackets. */
  path: readonly string[]
  values: ValuePair
  /** What they look like, as {@link shapeOf} says; of a part of a document the names in it. */
  shapes: ValuePair
  /** A line has no name of its own: the last of the path is its shape. */
  isLine: boolean
}

/** Where two contents differ, in the order of the one and then of what only the other has. */
export function differencesOf(one: Content, other: Content, path: readonly string[] = []): Difference[] {
  if (one.type === 'parts' && other.type === 'parts') return ofMaps(one.parts, other.parts, path)
  const [lines, compared] = [linesIn(one), linesIn(other)]
  if (lines && compared) return ofLines(lines, compared, path)
  if (one.type === 'table' && other.type === 'table') return ofTables(one, other, path)
  const values = [one, other].map((content) =>
    content.type === 'nothing' ? undefined : textOfContent(content),
  )
  if (values[0] === values[1]) return []
  return [difference(path, [values[0], values[1]], [shapeOfContent(one), shapeOfContent(other)])]
}

const difference = (
  path: readonly string[],
  values: ValuePair,
  shapes: ValuePair = [values[0], values[1]].map((text) => text && shapeOf(text)) as [string, string],
): Difference => ({ path, values, shapes, isLine: false })

/** Of a larger part the names in it, without their values. */
function shapeOfContent(content: Content): string | undefined {
  if (content.type === 'nothing') return undefined
  if (content.type === 'parts') return `{${[...content.parts.keys()].map(nameOf).join(', ')}}`
  if (content.type === 'table') return `table of ${content.columns.join(', ')}`
  return shapeOf(textOfContent(content))
}

const keysOf = (one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>) => [
  ...new Set([...one.keys(), ...other.keys()]),
]

const ofMaps = (
  one: ReadonlyMap<string, Content>,
  other: ReadonlyMap<string, Content>,
  path: readonly string[],
) =>
  keysOf(one, other).flatMap((key) =>
    differencesOf(one.get(key) ?? nothing, other.get(key) ?? nothing, [...path, key]),
  )

/** Where there is nothing there are no lines. */
const linesIn = (content: Content) =>
  content.type === 'lines'
    ? content.lines
    : content.type === 'nothing'
      ? new Map<string, string>()
      : undefined

const ofLines = (
  one: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, string>,
  path: readonly string[],
) =>
  keysOf(one, other).flatMap((shape) => {
    const values: ValuePair = [one.get(shape), other.get(shape)]
    return values[0] === values[1] ? [] : [{ ...difference([...path, shape], values), isLine: true }]
  })

type Table = Extract<Content, { type: 'table' }>

/** A column that only one of them has is one difference, and not one a row; so is a row. */
function ofTables(one: Table, other: Table, path: readonly string[]): Difference[] {
  const columns: ValuePair = [one.columns.join(', '), other.columns.join(', ')]
  const common = one.columns.filter((column) => other.columns.includes(column))
  return [
    ...(columns[0] === columns[1] ? [] : [difference([...path, 'columns'], columns)]),
    ...keysOf(one.rows, other.rows).flatMap((name) => {
      const [row, compared] = [one.rows.get(name), other.rows.get(name)]
      if (!row || !compared)
        return [difference([...path, 'rows', name], [row && inOne(row), compared && inOne(compared)])]
      return common.flatMap((column) => {
        const values: ValuePair = [row.get(column), compared.get(column)]
        return values[0] === values[1] ? [] : [difference([...path, column, name], values)]
      })
    }),
  ]
}

const inOne = (row: ReadonlyMap<string, string>) => [...row.values()].join('   ')
