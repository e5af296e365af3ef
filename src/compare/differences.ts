import { nothing, textOfContent, type Content } from './content.ts'
import { nameOf, shapeOf } from './shape.ts'

/** What stood at a place in the one and the other: undefined where there was nothing. */
export type ValuePair = readonly [string | undefined, string | undefined]

/** What stands at a place of two contents. */
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
export const differencesOf = (one: Content, other: Content, path: readonly string[] = []): Difference[] =>
  pairsOf(one, other, path).filter(isDifferent)

/** Whether what stood there is another. */
export const isDifferent = ({ values: [one, other] }: Difference): boolean => one !== other

/** What stands at each place of two contents, the same or another. */
export function pairsOf(one: Content, other: Content, path: readonly string[] = []): Difference[] {
  if (one.type === 'parts' && other.type === 'parts') return ofMaps(one.parts, other.parts, path)
  const [lines, compared] = [linesIn(one), linesIn(other)]
  if (lines && compared) return ofLines(lines, compared, path)
  if (one.type === 'table' && other.type === 'table') return ofTables(one, other, path)
  const values = [one, other].map((content) =>
    content.type === 'nothing' ? undefined : textOfContent(content),
  )
  return [pair(path, [values[0], values[1]], { shapes: () => [shapeOfContent(one), shapeOfContent(other)] })]
}

const pair = (
  path: readonly string[],
  values: ValuePair,
  {
    isLine = false,
    shapes = (): ValuePair => [values[0] && shapeOf(values[0]), values[1] && shapeOf(values[1])],
  } = {},
): Difference => ({
  path,
  values,
  // Most are the same, and nobody asks what they look like.
  get shapes() {
    return shapes()
  },
  isLine,
})

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
    pairsOf(one.get(key) ?? nothing, other.get(key) ?? nothing, [...path, key]),
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
  keysOf(one, other).map((shape) =>
    pair([...path, shape], [one.get(shape), other.get(shape)], { isLine: true }),
  )

type Table = Extract<Content, { type: 'table' }>

/** A column that only one of them has is one difference, and not one a row; so is a row. */
function ofTables(one: Table, other: Table, path: readonly string[]): Difference[] {
  const columns: ValuePair = [one.columns.join(', '), other.columns.join(', ')]
  const common = one.columns.filter((column) => other.columns.includes(column))
  return [
    pair([...path, 'columns'], columns),
    ...keysOf(one.rows, other.rows).flatMap((name) => {
      const [row, compared] = [one.rows.get(name), other.rows.get(name)]
      if (!row || !compared)
        return [pair([...path, 'rows', name], [row && inOne(row), compared && inOne(compared)])]
      return common.map((column) => pair([...path, column, name], [row.get(column), compared.get(column)]))
    }),
  ]
}

const inOne = (row: ReadonlyMap<string, string>) => [...row.values()].join('   ')
