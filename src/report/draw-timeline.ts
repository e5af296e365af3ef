import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import type { Verdict } from '../judge/verdict.ts'
import { clock } from './clock.ts'
import type { Lane, Span, Timeline } from './timeline.ts'

/** The moment a claim was certain, and the number it has beside the drawing. */
export interface Moment {
  at: number
  number: number
  id: string
  verdict: Verdict
}

const rowHeight = 20
/** What a claim's disc takes in a row, in pixels. */
const disc = 17
const fills: Record<Span['state'], string> = {
  there: 'var(--there)',
  waiting: 'var(--waiting)',
  running: 'var(--running)',
  stopping: 'var(--stopping)',
}
const states: Record<Span['state'], string> = {
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
  { start, from, to, grid, lanes }: Timeline,
  moments: readonly Moment[],
  width: number,
  title: string,
): string {
  const seconds = (at: number) => (at - start) / 1000
  const margin = { left: 124, right: 16 }
  const perPixel = (to - from) / (width - margin.left - margin.right)
  const discs = inRows(moments, disc * perPixel)
  const rows = [
    ...lanes.map((_, index) => String(index)),
    ...Array.from({ length: 1 + Math.max(-1, ...discs.map(({ row }) => row)) }, (_, row) => `claims ${row}`),
  ]
  const label = (row: string) => lanes[Number(row)]?.label ?? (row === 'claims 0' ? 'claims settled' : '')
  const spans = (thick: boolean) =>
    lanes.flatMap(({ name, spans: all }, index) =>
      all
        .filter(({ state }) => (state !== 'there') === thick)
        .map((span) => ({ ...span, name, row: String(index) })),
    )
  const endings = lanes.flatMap((lane, index) => ending(lane, String(index), from, to, perPixel))
  const deadlines = lanes.flatMap(({ deadline }, index) =>
    deadline && deadline.at <= to ? deadlineRows(lanes, index).map((row) => ({ at: deadline.at, row })) : [],
  )
  const moment = (one: { at: number }) => seconds(one.at)
  const bar = {
    x1: (span: Span) => seconds(span.from),
    x2: (span: Span) => seconds(span.to),
    y: 'row',
    fill: (span: Span) => fills[span.state],
    title: (span: Span & { name: string }) =>
      `${span.name} ${states[span.state]} for ${((span.to - span.from) / 1000).toFixed(1)} s, ` +
      `from ${clock(span.from - start)} to ${clock(span.to - start)}`,
  }
  const svg = Plot.plot({
    document: parseHTML('<html></html>').document,
    width,
    height: rows.length * rowHeight + 44,
    marginLeft: margin.left,
    marginRight: margin.right,
    marginTop: 14,
    marginBottom: 30,
    style: { background: 'none', fontSize: '11px' },
    x: { domain: [seconds(from), seconds(to)], label: null, inset: 8 },
    y: { domain: rows, label: null },
    color: { type: 'identity' },
    marks: [
      Plot.ruleX(grid.map(seconds), { stroke: 'var(--grid)', strokeWidth: 1.5 }),
      Plot.axisY({ tickSize: 0, tickFormat: label, tickPadding: 8 }),
      grid.length > 0
        ? Plot.axisX(grid.map(seconds), {
            tickFormat: (time: number) => new Date(start + time * 1000).toISOString().slice(11, 16),
          })
        : Plot.axisX({ ticks: width / 90, tickFormat: (time: number) => `${time} s` }),
      Plot.barX(spans(false), { ...bar, insetTop: 3.5, insetBottom: 3.5, className: 'jobs' }),
      Plot.barX(spans(true), { ...bar, insetTop: 2.5, insetBottom: 2.5, className: 'pods' }),
      Plot.tickX(deadlines, {
        x: moment,
        y: 'row',
        stroke: 'var(--deadline)',
        strokeWidth: 2,
        className: 'deadlines',
      }),
      Plot.dot(
        lanes.flatMap(({ conditions }, index) => conditions.map((one) => ({ ...one, row: String(index) }))),
        {
          x: moment,
          y: 'row',
          symbol: 'diamond',
          r: 5,
          fill: 'var(--text)',
          title: ({ type, at }: { type: string; at: number }) => `${type} at ${clock(at - start)}`,
          className: 'conditions',
        },
      ),
      ...(['start', 'end'] as const).map((anchor) =>
        Plot.text(
          endings.filter((one) => one.anchor === anchor),
          {
            x: moment,
            y: 'row',
            text: 'text',
            textAnchor: anchor,
            dx: anchor === 'start' ? 8 : -8,
            fill: 'var(--text)',
            stroke: 'var(--card)',
            strokeWidth: 3,
            className: 'endings',
          },
        ),
      ),
      Plot.dot(discs, {
        x: moment,
        y: ({ row }) => `claims ${row}`,
        r: 8,
        fill: ({ verdict }: Moment) => `var(--${verdict.replaceAll(' ', '-')})`,
        title: ({ id, verdict, at }: Moment) => `${id}: ${verdict}, settled at ${clock(at - start)}`,
        className: 'claims',
      }),
      Plot.text(discs, {
        x: moment,
        y: ({ row }) => `claims ${row}`,
        text: ({ number }: Moment) => String(number),
        fill: 'var(--card)',
        fontWeight: 600,
        fontSize: 10,
      }),
    ],
  })
  // An image is one thing to a screen reader: its parts have no names.
  for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label')
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', title)
  return svg.outerHTML
}

/** Puts each moment into the first row that has room for it. */
function inRows(moments: readonly Moment[], room: number): (Moment & { row: number })[] {
  const lastOf: number[] = []
  return moments
    .toSorted((a, b) => a.at - b.at || a.number - b.number)
    .map((moment) => {
      const free = lastOf.findIndex((last) => moment.at - last >= room)
      const row = free === -1 ? lastOf.length : free
      lastOf[row] = moment.at
      return { ...moment, row }
    })
}

/** A Job's deadline concerns its Pods as well: the rows that follow, up to the next Job. */
function deadlineRows(lanes: readonly Lane[], index: number): string[] {
  if (lanes[index]?.kind === 'Pod') return [String(index)]
  const next = lanes.findIndex(({ kind }, other) => other > index && kind === 'Job')
  return lanes.slice(index, next === -1 ? undefined : next).map((_, offset) => String(index + offset))
}

interface Ending {
  row: string
  text: string
  at: number
  anchor: 'start' | 'end'
}

/** What became of it, in the words there is room for: after its end, else before its beginning. */
function ending(
  { spans, conditions, end }: Lane,
  row: string,
  from: number,
  to: number,
  perPixel: number,
): Ending[] {
  const types = conditions.map(({ type }) => type)
  const texts = types.length > 1 ? [types.join(', '), ...types.slice(-1)] : [types[0] ?? end ?? '']
  const ends = conditions.length > 0 ? conditions.map(({ at }) => at) : spans.map((span) => span.to)
  const begins = conditions.length > 0 ? ends : spans.map((span) => span.from)
  for (const text of texts) {
    const room = (text.length * 6 + 12) * perPixel
    if (to - Math.max(...ends) > room) return [{ row, text, at: Math.max(...ends), anchor: 'start' }]
    if (Math.min(...begins) - from > room) return [{ row, text, at: Math.min(...begins), anchor: 'end' }]
  }
  return []
}
