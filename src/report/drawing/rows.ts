import cliTruncate from 'cli-truncate'
import type { Verdict } from '../../judge/verdict.ts'
import type { Lane } from '../timeline.ts'
import { measures } from './measures.ts'

/** A row of a drawing, with what stands before it. */
export interface DrawingRow {
  label: string
}

/** A row with the life of a Job or Pod. */
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

/** Of a label that is too long the middle is left out: what tells names from each other is often at their end. */
export const laneRows = (lanes: readonly Lane[]): LaneRow[] =>
  lanes.map((lane) => ({ label: cliTruncate(lane.label, mostLetters, { position: 'middle' }), lane }))

const { margin, labelGap, text } = measures
const mostLetters = Math.floor((margin.left - labelGap) / text.letter)

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
      if (!place) rows.push((place = { row: { label: rows.length === 0 ? 'claims settled' : '' }, last: 0 }))
      place.last = moment.at
      return { ...moment, row: place.row }
    })
}

/** A Job's deadline concerns its Pods as well: the rows that follow, up to the next Job. */
export function concernedByDeadline(rows: readonly LaneRow[], index: number): readonly LaneRow[] {
  if (rows[index]?.lane.kind === 'Pod') return rows.slice(index, index + 1)
  const next = rows.findIndex(({ lane }, other) => other > index && lane.kind === 'Job')
  return rows.slice(index, next === -1 ? undefined : next)
}
