import { clock } from '../clock.ts'
import { drawTimeline } from '../drawing/draw-timeline.ts'
import type { VerdictMoment } from '../drawing/rows.ts'
import type { Timeline } from '../timeline.ts'
import { html, Markup } from './markup.ts'

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
      ${table(timeline)}
    </details>
  </figure>`
}

function legend({ lanes, grid }: Timeline): Markup {
  const has = (state: string) => lanes.some(({ spans }) => spans.some((span) => span.state === state))
  const deadline = lanes.find((lane) => lane.deadline)?.deadline
  return html`<ul class="legend">
    ${has('waiting') && html`<li><i class="swatch waiting"></i> pod waits for its container</li>`}
    ${has('running') && html`<li><i class="swatch running"></i> container runs</li>`}
    ${has('stopping') && html`<li><i class="swatch stopping"></i> runs on after it was to stop</li>`}
    ${lanes.some(({ conditions }) => conditions.length > 0) && html`<li><i class="diamond"></i> Job condition</li>`}
    ${deadline && html`<li><i class="rule deadline"></i> deadline of ${deadline.seconds} s</li>`}
    ${grid.length > 0 && html`<li><i class="rule grid"></i> minute of the schedule (UTC)</li>`}
    <li><i class="disc">1</i> claim settled, by its number below</li>
  </ul>`
}

function table({ start, lanes }: Timeline): Markup {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">What</th>
        <th scope="col">Seen, by the time of the lab</th>
        <th scope="col">End</th>
      </tr>
    </thead>
    <tbody>
      ${lanes.map(
        ({ kind, name, spans, conditions, end, deadline }) =>
          html`<tr>
            <th scope="row">${kind} <code>${name}</code></th>
            <td>
              ${spans.map((span) => html`${span.state} ${clock(span.from - start)} to ${clock(span.to - start)}<br />`)}
              ${deadline && `deadline ${clock(deadline.at - start)}`}
            </td>
            <td>
              ${[...conditions.map(({ type, at }) => `${type} at ${clock(at - start)}`), end].filter(Boolean).join(', ')}
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`
}
