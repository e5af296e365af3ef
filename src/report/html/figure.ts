import { clock } from '../clock.ts'
import { drawTimeline } from '../drawing/draw-timeline.ts'
import type { VerdictMoment } from '../drawing/rows.ts'
import type { Timeline } from '../timeline.ts'
import { html, Markup } from './markup.ts'
import { table } from './table.ts'

/** Widths in CSS pixels: the page shows the one that fits. */
const [wide, narrow] = [880, 330]

/**
 * A timeline as a figure: drawn twice, for a wide page and for a phone, with a table of the same.
 */
export function figure(timeline: Timeline, moments: readonly VerdictMoment[], title: string): Markup {
  const draw = (width: number) => new Markup(drawTimeline(timeline, moments, width, title))
  return html`<figure>
    <div class="wide">${draw(wide)}</div>
    <div class="narrow">${draw(narrow)}</div>
    <figcaption>${legend(timeline)}</figcaption>
    <details>
      <summary>The same as a table</summary>
      ${asTable(timeline)}
    </details>
  </figure>`
}

/** What each state of an object looks like, in words; what is only there needs none. */
const states = {
  waiting: 'waits for its container',
  running: 'runs, not ready',
  ready: 'runs and is ready',
  stopping: 'runs on after it was to stop',
} as const
const markSigns = { condition: 'condition', edit: 'changed', status: 'status changed' } as const

function legend({ lanes, grid }: Timeline): Markup {
  const entries = (signs: Record<string, string>, isThere: (sign: string) => boolean) =>
    Object.entries(signs).map(
      ([sign, words]) => isThere(sign) && html`<li><i class="${sign}"></i> ${words}</li>`,
    )
  const deadline = lanes.find((lane) => lane.deadline)?.deadline
  return html`<ul class="legend">
    ${entries(states, (state) => lanes.some(({ spans }) => spans.some((span) => span.state === state)))}
    ${entries(markSigns, (type) => lanes.some(({ marks }) => marks.some((mark) => mark.type === type)))}
    ${deadline && html`<li><i class="rule deadline"></i> deadline of ${deadline.seconds} s</li>`}
    ${grid.length > 0 && html`<li><i class="rule grid"></i> minute of the schedule (UTC)</li>`}
    <li><i class="disc">1</i> claim settled, by its number below</li>
  </ul>`
}

const asTable = ({ start, lanes }: Timeline) =>
  table(
    ['What', 'Seen, by the time of the lab', 'End'],
    lanes.map(({ kind, name, spans, marks, end, deadline }) => [
      html`${kind} <code>${name}</code>`,
      [
        ...spans.map(({ state, from, to }) => `${state} ${clock(from - start)} to ${clock(to - start)}`),
        ...marks.map(({ at, says }) => `${says} at ${clock(at - start)}`),
        ...(deadline ? [`deadline ${clock(deadline.at - start)}`] : []),
      ].map((line) => html`${line}<br />`),
      end,
    ]),
  )
