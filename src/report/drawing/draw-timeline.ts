import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { clock } from '../clock.ts'
import type { LaneMark, LaneSpan, Timeline } from '../timeline.ts'
import { laneTexts } from './lane-texts.ts'
import { measures } from './measures.ts'
import {
  concernedByDeadline,
  discs,
  labelOfClaims,
  laneRows,
  marginOf,
  type Disc,
  type LaneRow,
  type VerdictMoment,
  type DrawingRow,
} from './rows.ts'

const states: Record<LaneSpan['state'], string> = {
  there: 'is there',
  waiting: 'waits for its container',
  running: 'runs, and is not ready,',
  ready: 'runs and is ready',
  stopping: 'runs on after it was to stop',
}

/**
 * Draws a timeline to scale, as SVG text: a row an object, below them the moments at which claims were certain.
 * Colours are CSS variables of the page.
 * @param width in CSS pixels, all of the drawing
 * @param title what a screen reader says of it
 */
export function drawTimeline(
  timeline: Timeline,
  moments: readonly VerdictMoment[],
  width: number,
  title: string,
): string {
  const { start, from, to } = timeline
  const { margin, row, inset, font, disc } = measures
  const lanes = laneRows(timeline.lanes, width)
  const marginLeft = marginOf([...lanes, { label: labelOfClaims }])
  const perPixel = (to - from) / (width - marginLeft - margin.right)
  const settled = discs(moments, disc.room * perPixel)
  const rows = [...lanes, ...new Set(settled.map((one) => one.row))]
  const seconds = (at: number) => (at - start) / 1000
  const svg = Plot.plot({
    document: parseHTML('<html></html>').document,
    width,
    height: rows.length * row + margin.top + margin.bottom,
    marginLeft,
    marginRight: margin.right,
    marginTop: margin.top,
    marginBottom: margin.bottom,
    x: { transform: seconds, domain: [seconds(from), seconds(to)], label: null, inset },
    y: { type: 'band', domain: rows, label: null },
    color: { type: 'identity' },
    marks: [
      gridLines(timeline),
      Plot.axisY({
        tickSize: 0,
        tickFormat: ({ label }: DrawingRow) => label,
        tickPadding: measures.labelGap,
      }),
      timeAxis(timeline, width, perPixel),
      bars(lanes, 'there', start),
      bars(lanes, 'doing', start),
      deadlines(lanes, to),
      statuses(lanes, start),
      dots(lanes, 'condition', start),
      dots(lanes, 'edit', start),
      ...texts(lanes, timeline, perPixel),
      claims(settled, start),
      numbers(settled),
    ],
  })
  // The style is the page's, which allows no other.
  svg.querySelector('style')?.remove()
  svg.setAttribute('font-size', String(font))
  // An image is one thing to a screen reader: its parts have no names.
  for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label')
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', title)
  return svg.outerHTML
}

const gridLines = ({ grid }: Timeline) =>
  Plot.ruleX(grid, { stroke: 'var(--grid)', strokeWidth: measures.gridLine })

/** The minutes of the schedule where there is one, as many as there is room for; else seconds of the lab. */
function timeAxis(timeline: Timeline, width: number, perPixel: number) {
  const { grid, from, to } = timeline
  if (grid.length === 0) {
    return Plot.axisX({ ticks: width / measures.tick, tickFormat: (second: number) => `${second} s` })
  }
  const every = Math.ceil((grid.length * measures.minute * perPixel) / (to - from))
  return Plot.axisX(
    grid.filter((_, index) => index % every === 0),
    { tickFormat: (at: number) => new Date(at).toISOString().slice(11, 16) },
  )
}

/** A bar for each span in which something is only there, or does something. */
function bars(rows: readonly LaneRow[], what: 'there' | 'doing', start: number) {
  const inset = measures.barInset[what]
  const spans = rows.flatMap((row) =>
    row.lane.spans
      .filter(({ state }) => (state === 'there') === (what === 'there'))
      .map((span) => ({ ...span, row })),
  )
  return Plot.barX(spans, {
    x1: 'from',
    x2: 'to',
    y: 'row',
    fill: ({ state }: LaneSpan) => `var(--${state})`,
    title: ({ from, to, state, row: { lane } }: LaneSpan & { row: LaneRow }) =>
      `${lane.name} ${states[state]} for ${((to - from) / 1000).toFixed(1)} s, ` +
      `from ${clock(from - start)} to ${clock(to - start)}`,
    insetTop: inset,
    insetBottom: inset,
    className: what,
  })
}

function deadlines(rows: readonly LaneRow[], to: number) {
  const ticks = rows.flatMap(({ lane: { deadline } }, index) =>
    deadline && deadline.at <= to
      ? concernedByDeadline(rows, index).map((row) => ({ at: deadline.at, row }))
      : [],
  )
  return Plot.tickX(ticks, {
    x: 'at',
    y: 'row',
    stroke: 'var(--deadline)',
    strokeWidth: measures.deadline,
    className: 'deadlines',
  })
}

const marked = (rows: readonly LaneRow[], of: LaneMark['type']) =>
  rows.flatMap((row) => row.lane.marks.filter(({ type }) => type === of).map((mark) => ({ ...mark, row })))

/** A diamond for each condition, a triangle for each edit. */
const dots = (rows: readonly LaneRow[], type: 'condition' | 'edit', start: number) =>
  Plot.dot(marked(rows, type), {
    x: 'at',
    y: 'row',
    symbol: type === 'condition' ? 'diamond' : 'triangle',
    r: measures[type],
    fill: 'var(--text)',
    title: titleOfMark(start),
    className: `${type}s`,
  })

const statuses = (rows: readonly LaneRow[], start: number) =>
  Plot.tickX(marked(rows, 'status'), {
    x: 'at',
    y: 'row',
    stroke: 'var(--muted)',
    insetTop: measures.barInset.there,
    insetBottom: measures.barInset.there,
    title: titleOfMark(start),
    className: 'statuses',
  })

const titleOfMark =
  (start: number) =>
  ({ says, at }: LaneMark) =>
    `${says} at ${clock(at - start)}`

function texts(rows: readonly LaneRow[], timeline: Timeline, perPixel: number) {
  const all = rows.flatMap((row) => laneTexts(row.lane, timeline, perPixel).map((text) => ({ ...text, row })))
  return (['start', 'end'] as const).map((anchor) =>
    Plot.text(
      all.filter((one) => one.anchor === anchor),
      {
        x: 'at',
        y: 'row',
        text: 'text',
        textAnchor: anchor,
        dx: anchor === 'start' ? measures.textGap : -measures.textGap,
        fill: 'var(--text)',
        stroke: 'var(--card)',
        strokeWidth: measures.halo,
        className: 'texts',
      },
    ),
  )
}

const claims = (settled: readonly Disc[], start: number) =>
  Plot.dot(settled, {
    x: 'at',
    y: 'row',
    r: measures.disc.radius,
    fill: ({ verdict }: Disc) => `var(--${verdict.replaceAll(' ', '-')})`,
    title: ({ id, verdict, at }: Disc) => `${id}: ${verdict}, settled at ${clock(at - start)}`,
    className: 'claims',
  })

const numbers = (settled: readonly Disc[]) =>
  Plot.text(settled, {
    x: 'at',
    y: 'row',
    text: ({ number }: Disc) => String(number),
    fill: 'var(--card)',
    fontWeight: 600,
    fontSize: measures.numberFont,
  })
