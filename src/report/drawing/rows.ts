import cliTruncate from 'cli-truncate'
import type { Verdict } from '../../judge/verdict.ts'
import type { Lane } from '../timeline.ts'
import { measures } from './measures.ts'

/** A row of a drawing, with what stands before it. */
export interface DrawingRow {
  label: string
}

/** A row with the life of an object. */
export interface LaneRow extends DrawingRow {
  lane: Lane
}

/** The moment a claim was certain (milliseconds since the epoch), and the number it has beside the drawing. */
export interface VerdictMoment {
  at: number
  number: number
  id: string
  verdict: Verdict
}

/** A moment as a disc in a row. */
export interface Disc extends VerdictMoment {
  row: DrawingRow
}

/** What stands before the first row of discs. */
export const labelOfClaims = 'claims settled'

const { labelGap, text, labels } = measures

/**
 * Rows for lanes. Of a label that is too long the middle is left out: what tells names from each other is often at their end.
 * @param width in CSS pixels, of the whole drawing
 */
export function laneRows(lanes: readonly Lane[], width: number): LaneRow[] {
  const mostLetters = Math.floor((labels.least + labels.share * width - labelGap) / text.letter)
  return lanes.map((lane) => ({ label: cliTruncate(lane.label, mostLetters, { position: 'middle' }), lane }))
}

/** What stands before the rows takes so much, in CSS pixels. */
export const marginOf = (rows: readonly DrawingRow[]) =>
  Math.max(...rows.map(({ label }) => label.length)) * text.letter + labelGap + text.around

/**
 * Puts each moment into the first row that has room for it.
 * @param room that a disc takes, in milliseconds
 */
export function discs(moments: readonly VerdictMoment[], room: number): Disc[] {
  const rows: { row: DrawingRow; last: number }[] = []
  return moments
    .toSorted((a, b) => a.at - b.at || a.number - b.number)
    .map((moment) => {
      let place = rows.find(({ last }) => moment.at - last >= room)
      if (!place) rows.push((place = { row: { label: rows.length === 0 ? labelOfClaims : '' }, last: 0 }))
      place.last = moment.at
      return { ...moment, row: place.row }
    })
}

/** A deadline concerns what is owned as well: the rows that follow, up to the next that is not. */
export function concernedByDeadline(rows: readonly LaneRow[], index: number): readonly LaneRow[] {
  const depth = rows[index]?.lane.depth ?? 0
  const next = rows.findIndex(({ lane }, other) => other > index && lane.depth <= depth)
  return rows.slice(index, next === -1 ? undefined : next)
}
