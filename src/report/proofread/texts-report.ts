import * as z from 'zod'
import { change, type Change } from '../../changes/change.ts'
import { cleaned, type Cleaned } from '../../cleaned.ts'
import { standings, type JudgedLine, type JudgedPlace, type JudgedText } from '../../proofread/judged-text.ts'
import {
  exitCodeOfText,
  isStale,
  placesOfLine,
  startOfLine,
  summaryOfText,
  type ReadCount,
} from '../../proofread/text-summary.ts'
import type { PlacePatch, TextPatch } from '../../patch/text-patch.ts'
import { lineNumbersOf } from '../../text/line-numbers.ts'
import type { Passage, TextSpan } from '../../text/passage.ts'
import { stretchesOf, type Stretch } from './stretches.ts'

const times = z.number().int().nonnegative()
const lineNumber = z.number().int().positive()
const exitCode = z.union([z.literal(0), z.literal(1), z.literal(2)])

/** What an author has to change. */
const stalePlace = z.strictObject({
  standing: z.enum(['changed', 'missing', 'not printed any more', 'to be typed otherwise']),
  /** Where in the file, from 1. */
  line: lineNumber,
  /** The names that lead there in what is printed. */
  path: z.array(z.string()),
  printed: z.string().optional(),
  shown: z.string().optional(),
  /** Ids of the known changes that made the one of the other, newest first. */
  changes: z.array(z.string()),
  /** Ids of the lab's claims that are no longer true since one of these. */
  claims: z.array(z.string()).optional(),
  /** Between which two of the typed versions it became otherwise; without `after` it was so in all of them. */
  since: z.strictObject({ after: z.string().optional(), by: z.string() }).optional(),
  /** What to write in its place, or to type: lines to be copied. The patch does so, but for what has `left`. */
  write: z.string().optional(),
  /** Why the patch leaves it as it is. */
  left: z.string().optional(),
})

const part = z.strictObject({
  type: z.enum(['prose', 'typed', 'file', 'not read']),
  line: lineNumber,
  /** Its text in pieces: a piece that is stale has the number of its place in `stale`, from 0. */
  pieces: z.array(z.strictObject({ text: z.string(), stale: times.optional() })),
  stale: z.array(stalePlace),
  /** Of what is typed: the line as it is handed to a shell, and what came. */
  typed: z.string().optional(),
  answer: z.string().optional(),
  /** How many places it prints of each standing. */
  places: z.partialRecord(z.enum(standings), times),
  /** Why it could not be read or tried, or what in it could not be judged. */
  reasons: z.array(z.string()),
})

const reportedText = z.strictObject({
  /** Its path, from the top of the repository. */
  name: z.string(),
  form: z.string(),
  /** On which it was typed, oldest first; its places are those of the last. */
  versions: z.array(z.strictObject({ server: z.string(), kubectl: z.string() })),
  boxes: z.strictObject({ all: times, unread: z.array(lineNumber) }),
  typed: z.strictObject({ all: times, unread: z.array(lineNumber) }),
  places: z.strictObject({ all: times, unread: z.array(lineNumber) }),
  tally: z.record(z.enum(standings), times),
  exitCode,
  /** The whole text, in its order. */
  parts: z.array(part),
})

/** What proofreading found in some texts: the content of `proofread.json`. */
export const textsReport = z.strictObject({
  exitCode,
  texts: z.array(reportedText),
  /** The known changes that are named, as in `changes.json`. */
  changes: z.array(change),
})

export type TextsReport = z.infer<typeof textsReport>
export type ReportedText = TextsReport['texts'][number]
export type ReportedPart = ReportedText['parts'][number]
export type StalePlace = ReportedPart['stale'][number]

/** A text with what was found in it, and how it is put right. */
export interface Proofread {
  judged: JudgedText
  patch: TextPatch
}

/** @returns what was found, cleaned for whoever reads it */
export function textsReportOf(all: readonly Proofread[]): Cleaned<TextsReport> {
  const texts = all.map(reportedTextOf)
  const codes = new Set(texts.map((text) => text.exitCode))
  const named = all.flatMap(({ judged }) =>
    judged.lines.flatMap(({ retype, places }) => [
      ...retype,
      ...places.flatMap((place) => (isStale(place) ? place.changes : [])),
    ]),
  )
  return cleaned({
    exitCode: codes.has(1) ? 1 : codes.has(2) ? 2 : 0,
    texts,
    changes: [...new Map(named.map((one) => [one.id, one])).values()],
  })
}

const readCount = ({ all, unread }: ReadCount) => ({ all, unread: [...unread] })

function reportedTextOf({ judged, patch }: Proofread): ReportedText {
  const summary = summaryOfText(judged)
  const { boxes, typed, places, tally } = summary
  const lineAt = lineNumbersOf(judged.session.text.text)
  const stretches = stretchesOf(judged)
  const placesIn = placesByStretch(stretches)
  const told = new Set<JudgedLine>()
  return {
    name: judged.name,
    form: judged.session.text.form,
    versions: judged.versions.map(({ server, kubectl }) => ({ server, kubectl })),
    boxes: readCount(boxes),
    typed: readCount(typed),
    places: readCount(places),
    tally: { ...tally },
    exitCode: exitCodeOfText(summary),
    parts: stretches.map((stretch) => {
      const isFirst = stretch.line !== undefined && !told.has(stretch.line)
      if (stretch.line) told.add(stretch.line)
      return reportedPart(stretch, isFirst ? stretch.line?.retype : [], placesIn.get(stretch), patch, lineAt)
    }),
  }
}

/** The places of each stretch: of a line that is shown in several that in which they stand. */
function placesByStretch(stretches: readonly Stretch[]): Map<Stretch, JudgedPlace[]> {
  const own = new Map<JudgedPlace, Stretch>()
  for (const stretch of stretches) {
    const from = stretch.passage.span?.from ?? 0
    for (const place of stretch.line ? placesOfLine(stretch.line) : [])
      if (!own.has(place) || from <= (place.span?.from ?? -1)) own.set(place, stretch)
  }
  return new Map(
    [...Map.groupBy(own, ([, stretch]) => stretch)].map(([stretch, some]) => [
      stretch,
      some.map(([place]) => place),
    ]),
  )
}

function reportedPart(
  { type, passage, at, line, reason }: Stretch,
  retype: readonly Change[] = [],
  places: readonly JudgedPlace[] = [],
  patch: TextPatch,
  lineAt: (at: number) => number,
): ReportedPart {
  const stale = places.filter(isStale)
  return {
    type,
    line: lineAt(at),
    pieces: piecesOf(passage, [
      ...retype.map(() => line?.typed.typed.span),
      ...stale.map(({ span }) => span),
    ]),
    stale: [
      ...retype.map((known) =>
        toType(known, lineAt(line ? startOfLine(line) : at), line, line && patch.lines.get(line)),
      ),
      ...stale.map((place) => staleOf(place, lineAt(place.span?.from ?? at), patch)),
    ],
    typed: line?.typed.line,
    answer: line?.answer,
    places: tallyOfPart(places),
    reasons: [
      ...new Set([reason, line?.blocked, ...places.map(unjudgedReason)].filter((one) => one !== undefined)),
    ],
  }
}

const tallyOfPart = (places: readonly JudgedPlace[]) =>
  Object.fromEntries(
    [...Map.groupBy(places, ({ standing }) => standing)].map(([standing, some]) => [standing, some.length]),
  )

const unjudgedReason = ({ standing, reason }: JudgedPlace) =>
  standing === 'blocked' || standing === 'not read' ? reason : undefined

const staleOf = (place: JudgedPlace, line: number, patch: TextPatch): StalePlace => ({
  standing: place.standing as StalePlace['standing'],
  line,
  path: [...place.path],
  printed: place.printed,
  shown: place.shown,
  changes: place.changes.map(({ id }) => id),
  claims: place.claims && [...place.claims],
  since: place.since,
  ...patch.places.get(place),
})

const toType = ({ id, remedy }: Change, line: number, of?: JudgedLine, patch?: PlacePatch): StalePlace => ({
  standing: 'to be typed otherwise',
  line,
  path: [],
  printed: of?.typed.typed.text,
  changes: [id],
  write: remedy.type?.join('\n'),
  ...patch,
})

/** What is missing stands before what is there, and what has others in it before these. */
const lengthOf = ({ from, to }: TextSpan) => (from === to ? -Infinity : from - to)

/** A passage, cut where something in it is stale; of places within others the outer ones. */
function piecesOf(passage: Passage, spans: readonly (TextSpan | undefined)[]): ReportedPart['pieces'] {
  const places = spans
    .flatMap((span, stale) => (span ? [{ stale, ...span }] : []))
    .toSorted((a, b) => a.from - b.from || lengthOf(a) - lengthOf(b))
  const pieces: ReportedPart['pieces'] = []
  const put = (text: string) => text !== '' && pieces.push({ text })
  let rest = passage
  for (const { stale, from, to } of places) {
    const at = from === rest.span?.to ? rest.text.length : rest.indexOf(from)
    if (at === -1) continue
    const length = to > from ? lengthUpTo(rest.slice(at), to) : 0
    put(rest.text.slice(0, at))
    pieces.push({ text: rest.text.slice(at, at + length), stale })
    rest = rest.slice(at + length)
  }
  put(rest.text)
  // What must not be seen could lie across the pieces.
  const whole = cleaned(passage.text)
  return whole === cleaned(pieces.map(({ text }) => text)).join('') ? pieces : [{ text: whole }]
}

/** How many characters of a passage stand before a place of the file; a character may be several there: `&lt;`. */
function lengthUpTo(passage: Passage, to: number): number {
  const last = passage.indexOf(to - 1)
  if (last !== -1) return last + 1
  let length = 0
  while (length < passage.text.length && (passage.slice(length, length + 1).span?.to ?? to) <= to) length += 1
  return length
}
