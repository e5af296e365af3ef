import { contentOf, textOfContent, type Content } from '../src/compare/content.ts'
import { placeOf } from '../src/compare/place.ts'
import { sinceOf, type Change } from '../src/changes/change.ts'
import { hasHappened, type Versions } from '../src/changes/has-happened.ts'
import { isAtPath } from '../src/changes/is-at-path.ts'
import { isPrintedBy } from '../src/changes/is-printed-by.ts'
import { fits } from '../src/changes/pattern.ts'
import { printingsOf, type Printing } from '../src/changes/printing.ts'
import { inLine, isSamePlace } from '../src/changes/step.ts'

/** What was printed in answer to a line, as some versions print it. */
export interface VersionedAnswer {
  versions: Versions
  /** The same for what is typed at the same point on other versions. */
  key: string
  line: string
  stdout: string
  stderr: string
}

/** An answer, taken apart once for all changes. */
export interface AnswerTakenApart extends VersionedAnswer {
  printings: readonly Printing[]
  content: Content
  /** All lines. */
  text: readonly string[]
}

export const takenApart = (answer: VersionedAnswer): AnswerTakenApart => ({
  ...answer,
  printings: printingsOf(answer.line),
  content: contentOf(answer.stdout),
  text: `${answer.stdout}\n${answer.stderr}`.split(/\r?\n/),
})

/** What answers show of a change: whether both of its sides, and what contradicts it. */
export interface Proof {
  isShown: boolean
  contradictions: string[]
}

/**
 * Holds a change against answers of versions from before it and since. One that is not always printed counts only where a
 * line, typed at the same point, prints it on some version.
 * @param all changes: one of the same place that comes later says what is printed from then on
 */
export function proofOf(change: Change, all: readonly Change[], answers: readonly AnswerTakenApart[]): Proof {
  const neighbours = all.filter((one) => one.id !== change.id && isSamePlace(one, change))
  const isAfter = ({ versions }: VersionedAnswer) =>
    neighbours.some((one) => one.from === change.to && hasHappened(one, versions))
  const isTooOld = ({ versions }: VersionedAnswer) =>
    neighbours.some((one) => one.to === change.from && !hasHappened(one, versions))
  const isAlways = change.when === undefined && !('event' in change.printedBy)
  const looks = answers
    .flatMap((answer) => {
      const found = textsAt(change, answer)
      const some = isAlways || found.length === 0 ? found : [found.flat()]
      return some.map((texts) => ({ answer, texts }))
    })
    .map(({ answer, texts }) => ({
      answer,
      texts,
      has: hasHappened(change, answer.versions),
      before: looksSo(inLine(change, change.from), texts),
      since: looksSo(inLine(change, change.to), texts),
    }))
  const marks = change.to === null ? 'before' : 'since'
  const printing = new Set(looks.filter((look) => look[marks] === 'printed').map(({ answer }) => answer.key))
  const counting = looks.filter(({ answer }) => isAlways || printing.has(answer.key))
  const wrong = counting.filter(({ answer, has, before, since }) => {
    const [wanted, other] = has ? [since, before] : [before, since]
    const isOfNeighbour = has ? isAfter(answer) : isTooOld(answer)
    return (
      (other === 'printed' && (isAlways || wanted !== 'printed')) || (wanted === 'lacking' && !isOfNeighbour)
    )
  })
  const on = (side: boolean) =>
    new Set(
      counting
        .filter(({ has, before, since }) => has === side && (has ? since : before) !== 'lacking')
        .map(({ answer }) => answer.key),
    )
  return {
    isShown: on(true).intersection(on(false)).intersection(printing).size > 0,
    contradictions: [
      ...new Set(
        wrong.map(
          ({ answer: { versions, line }, texts }) =>
            `${change.id}, since ${change.axis} ${sinceOf(change)}: ${versions[change.axis]} prints ${JSON.stringify(texts.slice(0, 3))} after ${line}`,
        ),
      ),
    ],
  }
}

/** Whether a side of a change is there: printed, as it should be where nothing is, or lacking. */
function looksSo(pattern: string | null, texts: readonly string[]): 'printed' | 'nothing' | 'lacking' {
  if (pattern === null) return texts.length === 0 ? 'nothing' : 'lacking'
  return texts.some((text) => fits(pattern, text)) ? 'printed' : 'lacking'
}

/** What an answer has at the place of a change, of each object or table in it; nothing where it can't have that place. */
function textsAt(change: Change, { printings, content, text }: AnswerTakenApart): string[][] {
  if (!printings.some((printing) => printing.isWhole && isPrintedBy(change, printing))) return []
  const { printedBy, place } = change
  if ('event' in printedBy) return eventsIn(content)
  if ('line' in place)
    return [text.filter((line) => [change.from, change.to].some((side) => side !== null && fits(side, line)))]
  if ('column' in place || 'row' in place) {
    // Several kinds have tables of their own.
    if (content.type !== 'table' || printings.some(({ kinds = [] }) => kinds.length > 1)) return []
    const name = 'column' in place ? place.column : place.row
    return [[...content.rows.values()].flatMap((row) => row.get(name) ?? [])]
  }
  if (content.type !== 'parts') return []
  if ('field' in place) return content.parts.has('Name') ? [fieldIn(content.parts, place.field)] : []
  const { path } = place
  if (!('object' in printedBy)) return isOfKind(content, '*') ? [valuesAt(content, path)] : []
  return objectsIn(content)
    .filter((object) => isOfKind(object, printedBy.object))
    .map((object) => valuesAt(object, path))
}

const linesOf = (content: Content | undefined) =>
  content?.type === 'lines' ? [...content.lines.values()] : []

function eventsIn(content: Content): string[][] {
  if (content.type === 'table')
    return [[...content.rows.values()].map((row) => [...row.values()].join('   '))]
  return content.type === 'parts' ? [linesOf(content.parts.get('Events'))] : []
}

const fieldIn = (parts: ReadonlyMap<string, Content>, field: string) =>
  [...parts].flatMap(([name, content]) =>
    name === field
      ? linesOf(content)
      : linesOf(content).flatMap((text) =>
          text.startsWith(`${field}:`) ? text.slice(field.length + 1).trim() : [],
        ),
  )

/** The objects of a list, or the one that it is. */
function objectsIn(content: Content): Content[] {
  const items = content.type === 'parts' ? content.parts.get('items') : undefined
  return [content, ...(items?.type === 'parts' ? items.parts.values() : [])]
}

function isOfKind(object: Content, kind: string): boolean {
  const own = object.type === 'parts' ? object.parts.get('kind') : undefined
  const name = own && textOfContent(own)
  return kind === '*' ? name !== 'Status' : name === kind
}

const valuesAt = (content: Content, path: string): string[] =>
  placesIn(content).flatMap(([place, text]) => (isAtPath(path, place) ? [text()] : []))

type PlacedText = readonly [place: string, text: () => string]
const known = new WeakMap<Content, PlacedText[]>()

/** All that is in a document, by place. */
function placesIn(content: Content): PlacedText[] {
  const places = known.get(content) ?? placesBelow(content, [])
  known.set(content, places)
  return places
}

const placesBelow = (content: Content, at: readonly string[]): PlacedText[] => [
  [placeOf(['', ...at]), () => textOfContent(content)],
  ...(content.type === 'parts'
    ? [...content.parts].flatMap(([name, part]) => placesBelow(part, [...at, name]))
    : []),
]
