import type { JudgedLine, JudgedPlace, JudgedText } from '../proofread/judged-text.ts'
import { isStale } from '../proofread/text-summary.ts'
import { passageOf } from '../proofread/reading.ts'
import { lineAround } from '../text/line-around.ts'
import type { Text } from '../text/text.ts'
import { Box } from './box.ts'
import { apart, withEdits, type Edit } from './edit.ts'
import { isRestKept } from './is-rest-kept.ts'
import { PartEdits } from './edits-of-parts.ts'
import { TableEdits } from './edits-of-table.ts'
import { typedEdit } from './typed-edit.ts'
import { Wording } from './wording.ts'

/** What becomes of a stale place: the lines of the file as they stand then; or in words why it is left as it is. */
export type PlacePatch = { write: string } | { left: string }

/** What is edited in a text, so that it prints what a cluster prints today. */
export interface TextPatch {
  /** The whole file, edited; the same as before where nothing is. */
  after: string
  /** Of each stale place. */
  places: ReadonlyMap<JudgedPlace, PlacePatch>
  /** Of the typed lines that a known change makes others. */
  lines: ReadonlyMap<JudgedLine, PlacePatch>
}

interface Edited {
  subject: JudgedPlace | JudgedLine
  edits: readonly Edit[]
}

/** The smallest edits of what is known to be stale in a text; all else stays as it is. */
export function textPatch({ session: { text }, lines }: JudgedText): TextPatch {
  const places = new Map<JudgedPlace, PlacePatch>()
  const typed = new Map<JudgedLine, PlacePatch>()
  const edited: Edited[] = []
  for (const line of lines) {
    for (const [place, edits] of editsOfLine(line, text))
      if (typeof edits === 'string') places.set(place, { left: edits })
      else edited.push({ subject: place, edits })
    if (line.retype.length === 0) continue
    const edit = typedEdit(line, text)
    if (typeof edit === 'string') typed.set(line, { left: edit })
    else edited.push({ subject: line, edits: [edit] })
  }
  const all = apart(edited.flatMap(({ edits }) => edits))
  for (const { subject, edits } of edited) {
    const patch = { write: writtenAt(text.text, all, edits) }
    if ('standing' in subject) places.set(subject, patch)
    else typed.set(subject, patch)
  }
  return { after: withEdits(text.text, all), places, lines: typed }
}

/** The lines of a file that some of its edits touch, as they stand after all of them. */
function writtenAt(source: string, all: readonly Edit[], edits: readonly Edit[]): string {
  const { from, to } = lineAround(
    source,
    Math.min(...edits.map((edit) => edit.from)),
    Math.max(...edits.map((edit) => edit.to)),
  )
  const within = all.filter((edit) => edit.from >= from && edit.to <= to)
  return withEdits(
    source.slice(from, to),
    within.map((edit) => ({ ...edit, from: edit.from - from, to: edit.to - from })),
  ).replace(/\r$/, '')
}

/** Of each stale place its edits in the file, or why it has none. */
function editsOfLine(line: JudgedLine, source: Text): Map<JudgedPlace, Edit[] | string> {
  const places = line.places.filter(isStale).toSorted(inOrder)
  if (places.length === 0) return new Map()
  const { printed, typed, shown, answer } = line
  if (!printed) return new Map(places.map((place) => [place, 'Nothing of it is printed here.']))
  const refusal = shown ? undefined : answer?.trim()
  if (refusal !== undefined && places.filter((place) => place.shown === refusal).length > 1)
    return new Map(places.map((place) => [place, 'The line is refused today.']))
  const box = new Box(
    source,
    passageOf(typed),
    typed.printed.map(({ mark }) => mark),
  )
  const found = new Map<JudgedPlace, Edit[] | string>()
  const possible: PlaceEdits[] = []
  for (const [place, edits] of editsInBox(line, places, box)) {
    const made = typeof edits === 'string' ? [edits] : edits.map((edit) => box.inFile(edit))
    const why = made.find((edit) => typeof edit === 'string')
    if (why !== undefined || typeof edits === 'string') found.set(place, why ?? '')
    else possible.push({ place, edits, inFile: made.filter((edit) => typeof edit !== 'string') })
  }
  const isKept = (all: readonly PlaceEdits[]) =>
    isRestKept(
      line,
      all.map(({ place }) => place),
      box.text,
      withEdits(box.text, apart(all.flatMap(({ edits }) => edits))),
    )
  const areAll = isKept(possible)
  const kept: PlaceEdits[] = []
  for (const one of possible)
    if (areAll || isKept([...kept, one])) {
      kept.push(one)
      found.set(one.place, one.inFile)
    } else found.set(one.place, 'What stands around it would be read in another way.')
  return found
}

/** Labels that belong at one place stand there in the order of their keys. */
const labelOf = ({ shown = '' }: JudgedPlace) => (/^[\w./-]+=/.test(shown) ? shown : '')
const inOrder = (a: JudgedPlace, b: JudgedPlace) =>
  (a.span?.from ?? 0) - (b.span?.from ?? 0) ||
  (labelOf(a) < labelOf(b) ? -1 : Number(labelOf(a) > labelOf(b)))

/** The edits of a place, in the box and in the file. */
interface PlaceEdits {
  place: JudgedPlace
  edits: readonly Edit[]
  inFile: Edit[]
}

/** The same in the box. */
function editsInBox(
  line: JudgedLine,
  places: readonly JudgedPlace[],
  box: Box,
): Map<JudgedPlace, readonly Edit[] | string> {
  const wording = new Wording(line, box)
  const parts = new PartEdits(line, box, wording)
  const table = line.printed?.content.type === 'table' ? new TableEdits(line, box, wording) : undefined
  const isCell = ({ path, standing }: JudgedPlace) =>
    table !== undefined &&
    path.length > 0 &&
    path[0] !== 'rows' &&
    (standing !== 'missing' || path[0] === 'columns')
  const inCells = [...(table?.put(places.filter(isCell)) ?? [])]
  const edits = table?.edits ?? []
  const news = places.filter(
    (place) => table && !isCell(place) && place.path.length === 2 && place.path[0] !== 'rows',
  )
  const header = inCells.find(([{ path }]) => path[0] === 'columns')
  return new Map([
    ...inCells.map(([place, why]) => [place, why ?? edits] as const),
    ...news.map(
      (place) => [place, header ? (header[1] ?? edits) : 'Its column is not in the text.'] as const,
    ),
    ...places
      .filter((place) => !isCell(place) && !news.includes(place))
      .map((place) => [place, parts.of(place)] as const),
  ])
}
