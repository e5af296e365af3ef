import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { clock } from '../clock.ts'
import type { Lane, LaneSpan, Timeline } from '../timeline.ts'
import { endingOf } from './ending.ts'
import { measures, perPixel } from './measures.ts'
import {
  concernedByDeadline,
  discs,
  laneRows,
  type Disc,
  type LaneRow,
  type VerdictMoment,
  type DrawingRow,
} from './rows.ts'

const states: Record<LaneSpan['state'], string> = {
  there: 'is there',
  waiting: 'waits for its container',
  running: 'runs',
  stopping: 'runs on after it was to stop',
}

/**
 * Draws a timeline to scale, as SVG text: a row a Job or Pod, below them the moments at which claims were certain.
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
  const lanes = laneRows(timeline.lanes)
  const settled = discs(moments, disc.room * perPixel(timeline, width))
  const rows = [...lanes, ...new Set(settled.map((one) => one.row))]
  const seconds = (at: number) => (at - start) / 1000
  const svg = Plot.plot({
    document: parseHTML('<html></html>').document,
    width,
    height: rows.length * row + margin.top + margin.bottom,
    marginLeft: margin.left,
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
      timeAxis(timeline, width),
      bars(lanes, 'Job', start),
      bars(lanes, 'Pod', start),
      deadlines(lanes, to),
      conditions(lanes, start),
      ...endings(lanes, timeline, width),
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
function timeAxis(timeline: Timeline, width: number) {
  const { grid, from, to } = timeline
  if (grid.length === 0) {
    return Plot.axisX({ ticks: width / measures.tick, tickFormat: (second: number) => `${second} s` })
  }
  const every = Math.ceil((grid.length * measures.minute * perPixel(timeline, width)) / (to - from))
  return Plot.axisX(
    grid.filter((_, index) => index % every === 0),
    { tickFormat: (at: number) => new Date(at).toISOString().slice(11, 16) },
  )
}

/** A bar for each span of each Job or each Pod. */
function bars(rows: readonly LaneRow[], kind: Lane['kind'], start: number) {
  const inset = kind === 'Job' ? measures.barInset.job : measures.barInset.pod
  const spans = rows
    .filter(({ lane }) => lane.kind === kind)
    .flatMap((row) => row.lane.spans.map((span) => ({ ...span, row })))
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
    className: kind === 'Job' ? 'jobs' : 'pods',
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

function conditions(rows: readonly LaneRow[], start: number) {
  const seen = rows.flatMap((row) => row.lane.conditions.map((condition) => ({ ...condition, row })))
  return Plot.dot(seen, {
    x: 'at',
    y: 'row',
    symbol: 'diamond',
    r: measures.diamond,
    fill: 'var(--text)',
    title: ({ type, at }: Lane['conditions'][number]) => `${type} at ${clock(at - start)}`,
    className: 'conditions',
  })
}

function endings(rows: readonly LaneRow[], timeline: Timeline, width: number) {
  const texts = rows.flatMap((row) => {
    const ending = endingOf(row.lane, timeline, perPixel(timeline, width))
    return ending ? [{ ...ending, row }] : []
  })
  return (['start', 'end'] as const).map((anchor) =>
    Plot.text(
      texts.filter((one) => one.anchor === anchor),
      {
        x: 'at',
        y: 'row',
        text: 'text',
        textAnchor: anchor,
        dx: anchor === 'start' ? measures.textGap : -measures.textGap,
        fill: 'var(--text)',
        stroke: 'var(--card)',
        strokeWidth: measures.halo,
        className: 'endings',
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
