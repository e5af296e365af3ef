import { contentAt, textOfContent, type Content } from '../compare/content.ts'
import { differencesOf, type Difference } from '../compare/differences.ts'
import { around, type TextSpan } from '../text/passage.ts'
import { pathKey } from './path-key.ts'
import type { Printed } from './printed.ts'

/** A place at which a text prints something else than a run shows. */
export interface PrintedDifference extends Difference {
  /**
   * Another value; something that the text leaves out without a sign; something that the run does not show; the same in
   * another order.
   */
  kind: 'other' | 'missing' | 'not shown' | 'order'
  /** Where in the file; where it would stand, of what is missing. */
  span: TextSpan | undefined
}

/**
 * Where what a text prints differs from what a run shows, whatever varies from run to run included.
 * @param printed by the text, with the signs of what it leaves out
 */
export function comparePrinted(printed: Printed, shown: Printed): PrintedDifference[] {
  const [one, other] = [printed.content, shown.content]
  if (one.type === 'nothing' && (printed.unread ?? []).length === 0) return []
  const whole = otherDocument(one, other)
  if (whole) return [{ ...whole, kind: 'other', span: printed.spans.get(pathKey(whole.path)) }]
  const differences = differencesOf(one, other).flatMap((difference) => found(difference, printed, shown))
  const kept = paired(distinct(differences)).filter(
    (difference) => difference.kind !== 'missing' || !isLeftOut(difference, printed, shown),
  )
  return [...kept, ...orders(one, other, [], printed)]
}

/** Of two documents of different kinds nothing more can be compared. */
function otherDocument(one: Content, other: Content): Difference | undefined {
  const [kind, shown] = [kindOf(one), kindOf(other)]
  if (kind === undefined || shown === undefined || kind === shown) return undefined
  return { path: ['kind'], values: [kind, shown], shapes: [kind, shown], isLine: false }
}

function kindOf(content: Content): string | undefined {
  const kind = content.type === 'parts' ? content.parts.get('kind') : undefined
  return kind?.type === 'value' ? kind.text : undefined
}

function found(difference: Difference, printed: Printed, shown: Printed): PrintedDifference[] {
  const { path, values } = difference
  const [before, now] = values
  if (path.length === 0 && before !== undefined && now === undefined)
    return [{ ...difference, kind: 'not shown', span: allOf(printed) }]
  if (printed.form === 'table' && shown.form === 'table') return ofTable(difference, printed)
  if (before === undefined) return [missing(difference, printed, shown)]
  const span = path.length === 0 ? allOf(printed) : printed.spans.get(pathKey(path))
  return [{ ...difference, kind: now === undefined ? 'not shown' : 'other', span }]
}

function ofTable(difference: Difference, printed: Printed): PrintedDifference[] {
  const { path, values } = difference
  const [before, now] = values
  const span = printed.spans.get(pathKey(path))
  if (path[0] === 'columns') {
    const [columns, shown] = values.map((text) => text?.split(', ') ?? [])
    const areSome = columns?.every((column) => shown?.includes(column))
    if (printed.lacksColumns && areSome) return []
    const isOrder = areSome === true && columns?.length === shown?.length
    return [{ ...difference, kind: isOrder ? 'order' : 'other', span }]
  }
  if (before === undefined) {
    const last = [...printed.spans].findLast(([key]) => key.startsWith('["rows"'))?.[1]
    return [{ ...difference, kind: 'missing', span: last && { from: last.to, to: last.to } }]
  }
  return [{ ...difference, kind: now === undefined ? 'not shown' : 'other', span }]
}

/** All of what was printed. */
const allOf = ({ spans }: Pick<Printed, 'spans'>) => around([...spans.values()])

/** Something that only the run shows, with the place where it would stand. */
function missing(difference: Difference, printed: Printed, shown: Printed): PrintedDifference {
  // A field without a line in the text is missing as a whole.
  const parent = difference.path.slice(0, -1)
  const isWhole = difference.isLine && parent.length > 0 && contentAt(printed.content, parent) === undefined
  const path = isWhole ? parent : difference.path
  const whole = isWhole ? contentAt(shown.content, path) : undefined
  const { before, after, container } = beside(path, printed, shown)
  const at = before?.to ?? after?.from ?? container?.to ?? allOf(printed)?.to
  return {
    ...difference,
    path,
    ...(whole && { values: [undefined, textOfContent(whole)] as const, isLine: false }),
    kind: 'missing',
    span: at === undefined ? undefined : { from: at, to: at },
  }
}

/** What is printed next to something that is missing, and of what it is a part. */
function beside(path: readonly string[], printed: Printed, shown: Printed) {
  const siblings = namesIn(contentAt(shown.content, path.slice(0, -1)))
  const index = siblings.indexOf(path.at(-1) ?? '')
  const spanOf = (name: string) => printed.spans.get(pathKey([...path.slice(0, -1), name])) ?? []
  const parent = pathKey(path.slice(0, -1))
  return {
    before: siblings.slice(0, index).flatMap(spanOf).at(-1),
    after: siblings.slice(index + 1).flatMap(spanOf)[0],
    container: path.length > 1 && !printed.implied?.has(parent) ? printed.spans.get(parent) : undefined,
  }
}

/** Whether there is a sign that the text leaves out what is missing: between its neighbours. */
function isLeftOut({ path }: PrintedDifference, printed: Printed, shown: Printed): boolean {
  if (path[0] === 'rows' && printed.form === 'table') return printed.omissions.length > 0
  const { before, after, container } = beside(path, printed, shown)
  const from = before?.to ?? container?.from ?? 0
  const to = after?.from ?? nextAfter(container?.to, printed)
  return printed.omissions.some((omission) => omission.from >= from && omission.to <= to)
}

/** Where the next thing is printed after a part of a document. */
function nextAfter(end: number | undefined, { spans }: Printed): number {
  if (end === undefined) return Number.POSITIVE_INFINITY
  const later = [...spans.values()].map(({ from }) => from).filter((from) => from >= end)
  return Math.min(...later, Number.POSITIVE_INFINITY)
}

export function namesIn(content: Content | undefined): string[] {
  if (content?.type === 'parts') return [...content.parts.keys()]
  return content?.type === 'lines' ? [...content.lines.keys()] : []
}

/** A field that is missing as a whole is so once. */
const distinct = (all: readonly PrintedDifference[]) => [
  ...new Map(all.map((one) => [JSON.stringify([one.path, one.kind]), one])).values(),
]

const wordsOf = (text: string | undefined) => new Set((text ?? '').split(/\W+/).filter(Boolean))

/** How much two lines look alike: 0 not at all, 1 all their words are the same. */
function likeness({ shapes: [one] }: Difference, { shapes: [, other] }: Difference): number {
  const [words, others] = [wordsOf(one), wordsOf(other)]
  return (2 * words.intersection(others).size) / Math.max(1, words.size + others.size)
}

/** Lines that are alike are one line that has become another. */
function paired(all: readonly PrintedDifference[]): PrintedDifference[] {
  const come = new Set(all.filter(({ isLine, kind }) => isLine && kind === 'missing'))
  const pairs = all.map((difference) => {
    if (!difference.isLine || difference.kind !== 'not shown') return difference
    const container = pathKey(difference.path.slice(0, -1))
    const isThere = ({ path, isLine }: Difference) => isLine && pathKey(path.slice(0, -1)) === container
    const best = [...come]
      .filter(isThere)
      .toSorted((a, b) => likeness(difference, b) - likeness(difference, a))[0]
    // The one line of a field that has become another is the same field.
    const isOnly = difference.path.length > 1 && all.filter(isThere).length === 2
    if (!best || (!isOnly && likeness(difference, best) < 0.4)) return difference
    come.delete(best)
    return {
      ...difference,
      path: best.path,
      kind: 'other' as const,
      values: [difference.values[0], best.values[1]] as const,
      shapes: [difference.shapes[0], best.shapes[1]] as const,
    }
  })
  return pairs.filter(
    (difference) => !difference.isLine || difference.kind !== 'missing' || come.has(difference),
  )
}

/** In a description small letters begin a key of a map, which kubectl prints in any order; its own words begin with a capital. */
const isMapKey = (name: string, { form }: Printed) => form === 'description' && /^[a-z]/.test(name)

/** Where the same names come in another order: keys, fields and lines, not what is named at random. */
function orders(
  one: Content,
  other: Content,
  path: readonly string[],
  printed: Printed,
): PrintedDifference[] {
  const [names, shown] = [one, other].map((content) =>
    namesIn(content).filter((name) => !/^\[.*<.*\]$/.test(name) && !isMapKey(name, printed)),
  )
  const common = names?.filter((name) => shown?.includes(name)) ?? []
  const inOrder = shown?.filter((name) => common.includes(name)) ?? []
  const span = path.length === 0 ? allOf(printed) : printed.spans.get(pathKey(path))
  const here: PrintedDifference[] =
    common.join('\n') === inOrder.join('\n')
      ? []
      : [
          {
            path,
            values: [common.join(', '), inOrder.join(', ')],
            shapes: [common.join(', '), inOrder.join(', ')],
            isLine: false,
            kind: 'order',
            span,
          },
        ]
  if (one.type !== 'parts' || other.type !== 'parts') return here
  const below = [...one.parts].flatMap(([name, part]) => {
    const compared = other.parts.get(name)
    return compared ? orders(part, compared, [...path, name], printed) : []
  })
  return [...here, ...below]
}
