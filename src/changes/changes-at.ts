import { isAtPath } from './is-at-path.ts'
import type { Change } from './change.ts'
import { allChanges } from './changes.ts'
import { changesOfLine } from './changes-of-line.ts'
import { hasHappened, type Versions } from './has-happened.ts'
import { newestFirst } from './newest-first.ts'
import { fits } from './pattern.ts'
import { inLives } from './in-lives.ts'
import { stepsTo, type Step } from './step.ts'
import { isPrintedBy } from './is-printed-by.ts'

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
  const ofKind = { kinds: [of], form: 'object', isWhole: true } as const
  const possible = isLife ? allChanges().filter((change) => isPrintedBy(change, ofKind)) : changesOfLine(of)
  const found = orders
    .map((order) => {
      const [before, after] = order.map((side) => sides[side])
      const turned = inOrder(difference, order)
      const between = possible.filter(
        (change) =>
          (before === undefined || !hasHappened(change, before)) &&
          (after === undefined || hasHappened(change, after)),
      )
      const steps = between.flatMap((change) => stepsTo(change, between))
      return isLife ? inLives(steps, turned.path, turned.values) : ofAnswer(steps, turned)
    })
    .find((some) => some.length > 0)
  return newestFirst([...new Set((found ?? []).flatMap(({ changes: made }) => made))])
}

const orders = [
  [0, 1],
  [1, 0],
] as const

const inOrder = ({ path, values, beside }: DifferingPlace, [one, other]: (typeof orders)[number]) => ({
  path,
  values: [values[one], values[other]] as const,
  beside: [beside[one], beside[other]] as const,
})

function ofAnswer(steps: readonly Step[], difference: DifferingPlace): Step[] {
  const whole = atPlace(steps, difference)
  const { path, values, beside } = difference
  if (whole.length > 0 || values.includes(undefined)) return whole
  // One that is gone, and another that is new, may stand as a pair.
  const halves = [
    atPlace(steps, { path, values: [values[0], undefined], beside }),
    atPlace(steps, { path, values: [undefined, values[1]], beside }),
  ]
  return halves.some((half) => half.length === 0) ? [] : halves.flat()
}

function atPlace(steps: readonly Step[], { path, values, beside }: DifferingPlace): Step[] {
  const [part = '', ...rest] = path
  if (part === 'stdout' && rest[0] === 'columns' && rest.length === 1) return ofColumns(steps, values)
  return steps.filter((step) => {
    const { place } = step
    if ('line' in place)
      return 'event' in step.printedBy
        ? isTurned(step, [inEvent(rest, values[0]), inEvent(rest, values[1])], beside)
        : (part === 'stdout' || part === 'stderr') && rest.length <= 1 && isTurned(step, values, beside)
    if ('row' in place) return ofRows(step, place.row, rest, values)
    if (part !== 'stdout') return false
    if ('column' in place)
      return rest[0] === 'rows' && step.from !== null && step.to !== null
        ? ofRows(step, place.column, rest, values)
        : rest[0] === place.column && rest.length === 2 && isTurned(step, values)
    if ('field' in place) return ofField(step, place.field, rest, values, beside)
    return ofPath(step, place.path, rest, values)
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

/** An event is a line of a description, or a row or cell of a table. */
const inEvent = ([name = '', ...more]: readonly string[], value: string | undefined) =>
  more.length > 0 && /^(?:Events|rows|MESSAGE|REASON)$/.test(name) ? value : undefined

/** All columns that only one of both has must be known. */
function ofColumns(steps: readonly Step[], values: DifferingPlace['values']): Step[] {
  const [before, after] = values.map((columns) => new Set(columns?.split(', ')))
  const other = [...(before?.symmetricDifference(after ?? new Set()) ?? [])]
  const known = other.map((column) =>
    steps.find(
      ({ place, from, to }) =>
        'column' in place && place.column === column && (before?.has(column) ? to === null : from === null),
    ),
  )
  return known.includes(undefined) ? [] : known.filter((step) => step !== undefined)
}

/** Rows that only one of both has, one by one or with all of the table. */
function ofRows(
  { from, to }: Step,
  column: string,
  path: readonly string[],
  values: DifferingPlace['values'],
): boolean {
  const [isNoneBefore, isNoneAfter] = values.map(
    (value) => value === undefined || value.startsWith('No resources found'),
  )
  const side = isNoneBefore === true ? 1 : 0
  const [value, pattern] = [values[side], [from, to][side]]
  if (
    value === undefined ||
    pattern === null ||
    pattern === undefined ||
    (isNoneBefore !== true && isNoneAfter !== true)
  )
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
  step: Step,
  field: string,
  [name, line, ...deeper]: readonly string[],
  values: DifferingPlace['values'],
  beside: DifferingPlace['beside'],
): boolean {
  if (name === undefined || deeper.length > 0) return false
  if (name === field) return isTurned(step, values, beside)
  const within = (text: string | undefined) =>
    text?.startsWith(`${field}:`) === true ? text.slice(field.length + 1) : undefined
  const inner = [within(values[0]), within(values[1])] as const
  return (
    line !== undefined &&
    inner.some((text) => text !== undefined) &&
    isTurned(step, inner, [
      beside[0].flatMap((text) => within(text) ?? []),
      beside[1].flatMap((text) => within(text) ?? []),
    ])
  )
}

const inItems = /^items\[[^\]]*\]\.?/

function ofPath(
  step: Step,
  path: string,
  names: readonly string[],
  values: DifferingPlace['values'],
): boolean {
  const whole = inOne(names)
  return [whole, whole.replace(inItems, '')].some((place) => {
    if (isAtPath(path, place)) return isTurned(step, values)
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
      isTurned(step, [alone[0], alone[1]])
    )
  })
}

/** As `status.conditions[Failed].reason`. */
const inOne = (names: readonly string[]) => names.join('.').replaceAll('.[', '[')
