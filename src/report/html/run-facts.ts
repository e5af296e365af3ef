import type { TraceEvent } from '../../trace/event.ts'
import { clock } from '../clock.ts'
import type { Report } from '../report.ts'
import { html, type Markup } from './markup.ts'

/** The versions of a run, when it began and how long it took. */
export function runFacts({ kubernetes, seconds }: Report, events: readonly TraceEvent[]): Markup {
  const [begin, end] = [events[0]?.at, events.at(-1)?.at]
  const facts = {
    Server: kubernetes.server,
    kubectl: kubernetes.kubectl,
    Node: kubernetes.nodeImage,
    'Lab begun': begin !== undefined && `${new Date(begin).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    'Lab took': begin !== undefined && end !== undefined && clock(end - begin),
    'With set-up and cluster': seconds.total !== undefined && clock(seconds.total * 1000),
  }
  return html`<dl class="facts">
    ${Object.entries(facts).map(
      ([name, fact]) =>
        fact !== false &&
        html`<div>
          <dt>${name}</dt>
          <dd>${fact}</dd>
        </div>`,
    )}
  </dl>`
}
