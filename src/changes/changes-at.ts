import { sinceOf, type Change } from './change.ts'
import { changes } from './changes.ts'
import { hasHappened, type Versions } from './has-happened.ts'
import { fits } from './pattern.ts'
import { printingsOf, type Printing } from './printing.ts'
import { prints } from './prints.ts'

type Pair<T> = readonly [T, T]

/** A place at which two answers to the same line differ, or two lives of the same kind of object. */
export interface DifferingPlace {
  /** The part of the answer (`stdout`, `stderr`), or `lives`; then the names that lead there. */
  path: readonly string[]
  /** What stands there in the one and in the other; undefined where nothing does. */
  values: Pair<string | undefined>
  /** All lines beside it, in the one and in the other: a line that is another one is not only gone. */
  beside: Pair<readonly string[]>
}

/**
 * The known changes that explain a difference: by what prints it, by the place, and by what stands there before and after.
 * @param of the line that was typed; of lives, the kind of the objects
 * @param sides the versions of both; of a text, whose versions nobody knows, nothing
 * @returns nothing where the changes explain only a part of it
 */
export function changesAt(
  of: string,
  difference: DifferingPlace,
  sides: Pair<Versions | undefined>,
): Change[] {
  const isLife = difference.path[0] === 'lives'
  const printings: Printing[] = isLife ? [{ kinds: [of], form: 'object', isWhole: true }] : printingsOf(of)
  const possible = changes.filter((change) => printings.some((printing) => prints(change, printing)))
  const found = orders
    .map((order) => {
      const [before, after] = order.map((side) => sides[side])
      const turned = inOrder(difference, order)
      const between = possible.filter(
        (change) =>
          (before === undefined || !hasHappened(change, before)) &&
          (after === undefined || hasHappened(change, after)),
      )
      return isLife ? ofLives(between, turned) : ofAnswer(between, turned)
    })
    .find((some) => some.length > 0)
  return (found ?? []).toSorted((a, b) => minorNumber(b) - minorNumber(a))
}

const orders = [
  [0, 1],
  [1, 0],
] as const

const minorNumber = (change: Change) => Number(sinceOf(change).split('.')[1])

const inOrder = ({ path, values, beside }: DifferingPlace, [one, other]: (typeof orders)[number]) => ({
  path,
  values: [values[one], values[other]] as const,
  beside: [beside[one], beside[other]] as const,
})

function ofAnswer(between: readonly Change[], { path, values, beside }: DifferingPlace): Change[] {
  const [part = '', ...rest] = path
  if (part === 'stdout' && rest[0] === 'columns' && rest.length === 1) return ofColumns(between, values)
  return between.filter((change) => {
    const { place } = change
    if ('line' in place)
      return 'event' in change.printedBy
        ? isTurned(eventual(change), [inEvent(rest, values[0]), inEvent(rest, values[1])], beside)
        : place.line === part && rest.length <= 1 && isTurned(change, values, beside)
    if (part !== 'stdout') return false
    if ('column' in place) return rest[0] === place.column && rest.length === 2 && isTurned(change, values)
    if ('row' in place) return ofRows(change, place.row, rest, values)
    if ('field' in place) return ofField(change, place.field, rest, values, beside)
    return ofPath(change, place.path, rest, values)
  })
}

/**
 * Whether a change makes the one of the other. What is there on one side only is explained by a line that becomes another
 * when that stands beside it.
 */
function isTurned(
  { from, to }: Pick<Change, 'from' | 'to'>,
  values: DifferingPlace['values'],
  beside?: DifferingPlace['beside'],
) {
  return [from, to].every((pattern, side) => {
    const value = values[side]
    if (value !== undefined) return pattern !== null && fits(pattern, value)
    return pattern === null || beside?.[side]?.some((text) => fits(pattern, text)) === true
  })
}

const eventual = ({ from, to }: Change) => {
  const within = (pattern: string | null) => (pattern === null ? null : `<text>${pattern}<text>`)
  return { from: within(from), to: within(to) }
}

/** An event is a line of a description, or a row or cell of a table. */
const inEvent = ([name = '', ...more]: readonly string[], value: string | undefined) =>
  more.length > 0 && /^(?:Events|rows|MESSAGE|REASON)$/.test(name) ? value : undefined

/** All columns that only one of both has must be known. */
function ofColumns(between: readonly Change[], values: DifferingPlace['values']): Change[] {
  const [before, after] = values.map((columns) => new Set(columns?.split(', ')))
  const other = [...(before?.symmetricDifference(after ?? new Set()) ?? [])]
  const known = other.map((column) =>
    between.find(
      ({ place, from, to }) =>
        'column' in place && place.column === column && (before?.has(column) ? to === null : from === null),
    ),
  )
  return known.includes(undefined) ? [] : known.filter((change) => change !== undefined)
}

/** Rows that only one of both has, one by one or with all of the table. */
function ofRows(
  { from, to }: Change,
  column: string,
  path: readonly string[],
  values: DifferingPlace['values'],
): boolean {
  const side = values[0] === undefined ? 1 : 0
  const [value, pattern] = [values[side], [from, to][side]]
  if (value === undefined || pattern === null || pattern === undefined || values[1 - side] !== undefined)
    return false
  const [header = '', ...rows] = path.length === 0 ? value.split('\n') : ['', value]
  const at = path.length === 0 ? header.split(/\s{3,}/).indexOf(column) : undefined
  const cells = rows.map((row) => row.split(/\s{3,}/))
  return (
    (path.length === 0 || path[0] === 'rows') &&
    cells.length > 0 &&
    cells.every((row) => row.some((cell, index) => (at === undefined || index === at) && fits(pattern, cell)))
  )
}

/** A line of a field; a field in another one is a line that begins with its name. */
function ofField(
  change: Change,
  field: string,
  [name, line, ...deeper]: readonly string[],
  values: DifferingPlace['values'],
  beside: DifferingPlace['beside'],
): boolean {
  if (name === undefined || deeper.length > 0) return false
  if (name === field) return isTurned(change, values, line === undefined ? undefined : beside)
  const within = (text: string | undefined) =>
    text?.startsWith(`${field}:`) === true ? text.slice(field.length + 1) : undefined
  const inner = [within(values[0]), within(values[1])] as const
  return (
    line !== undefined &&
    inner.some((text) => text !== undefined) &&
    isTurned(change, inner, [
      beside[0].flatMap((text) => within(text) ?? []),
      beside[1].flatMap((text) => within(text) ?? []),
    ])
  )
}

const inItems = /^items\[[^\]]*\]\.?/

function ofPath(
  change: Change,
  path: string,
  names: readonly string[],
  values: DifferingPlace['values'],
): boolean {
  const whole = inOne(names)
  return [whole, whole.replace(inItems, '')].some((place) => {
    if (isAt(path, place)) return isTurned(change, values)
    // What it is in has nothing else in it, and is there on one side only.
    const rest = path.startsWith(`${place}.`) ? path.slice(place.length + 1) : undefined
    const alone = values.map((value) =>
      rest !== undefined && value?.startsWith(`{${rest}: `) && value.endsWith('}')
        ? value.slice(rest.length + 3, -1)
        : undefined,
    )
    return (
      values.includes(undefined) &&
      alone.some((value) => value !== undefined && !value.includes(', ')) &&
      isTurned(change, [alone[0], alone[1]])
    )
  })
}

/** As `status.conditions[Failed].reason`. */
const inOne = (names: readonly string[]) => names.join('.').replaceAll('.[', '[')

/** Whether a place is the one that a path names, in which `[*]` is any item. */
const isAt = (path: string, place: string) =>
  new RegExp(`^${RegExp.escape(path).replaceAll(RegExp.escape('[*]'), String.raw`\[[^\]]*\]`)}$`).test(place)

/** What objects of a kind went through: the way of a condition, and the order of all. */
function ofLives(
  between: readonly Change[],
  { path: [, aspect = ''], values: [before, after] }: DifferingPlace,
): Change[] {
  const conditions = between.flatMap((change) => {
    const [, type, field] =
      ('path' in change.place && /^status\.conditions\[(\w+)\](?:\.(\w+))?$/.exec(change.place.path)) || []
    return type === undefined ? [] : [{ change, type, field }]
  })
  if (aspect === 'order') {
    const moved = conditions.filter(({ type }) =>
      [before, after].some((order) => steps(order).flat().includes(type)),
    )
    const without = [before, after].map((order) =>
      inSteps(steps(order).map((step) => step.filter((name) => !moved.some(({ type }) => type === name)))),
    )
    return before !== undefined && after !== undefined && without[0] === without[1]
      ? moved.map(({ change }) => change)
      : []
  }
  return conditions.flatMap(({ change, type, field }) => {
    if (type !== aspect) return []
    const isWhole =
      field === undefined &&
      (change.from === null ? before === undefined : change.to === null && after === undefined)
    const isReason =
      field === 'reason' &&
      change.to !== null &&
      before === after?.replaceAll(change.to, change.from ?? '').replaceAll(/ +(?= |$)/g, '')
    return isWhole || isReason ? [change] : []
  })
}

const steps = (order: string | undefined) => order?.split(' → ').map((step) => step.split(' + ')) ?? []

const inSteps = (all: readonly (readonly string[])[]) =>
  all
    .filter((step) => step.length > 0)
    .map((step) => step.join(' + '))
    .join(' → ')
