import { countsAs } from '../../judge/verdict.ts'
import { clock } from '../clock.ts'
import type { ReportedClaim } from '../report.ts'
import type { ScenarioRecord } from '../../trace/scenario-record.ts'
import { timelineOf } from '../timeline.ts'
import { claimSection } from './claim.ts'
import { commands } from './commands.ts'
import { figure } from './figure.ts'
import { html, type Markup } from './markup.ts'

/** Lines of output that are shown of each command. */
const mostLines = 60

/**
 * The claims of one scenario, below what happened in it.
 * @param record what it has left in the trace; undefined where it never began
 * @param start of the lab: milliseconds since the epoch
 */
export function scenarioSection(
  name: string,
  claims: readonly ReportedClaim[],
  record: ScenarioRecord | undefined,
  start: number,
): Markup {
  const timeline = record && timelineOf(record, start)
  const moments = claims
    .map(({ id, verdict, settled }, index) => ({ id, verdict, at: Date.parse(settled), number: index + 1 }))
    .filter(({ verdict }) => countsAs[verdict] === 'pass' || countsAs[verdict] === 'fail')
  const drawing = (some: typeof moments, about: string) =>
    timeline &&
    figure(timeline, some, `Timeline of the scenario ${name}: ${about}. The table below says the same.`)
  const drawingOf = (id: string) =>
    drawing(
      moments.filter((moment) => moment.id === id),
      `when ${id} was decided`,
    )
  return html`<section class="scenario">
    <h3>Scenario <code>${name}</code></h3>
    ${
      record &&
      html`<p class="meta">
          ${clock(record.from - start)} to ${clock(record.to - start)} of the lab, in namespace
          <code>${record.namespace}</code>
        </p>
        ${drawing(moments, 'its objects, and when its claims were certain')} ${typed(record, start)}`
    }
    ${claims.map((claim, index) =>
      claimSection(claim, {
        start,
        record,
        number: timeline && index + 1,
        drawing: countsAs[claim.verdict] === 'fail' && drawingOf(claim.id),
      }),
    )}
  </section>`
}

const typed = ({ commands: all }: ScenarioRecord, start: number) =>
  html`<details>
    <summary>All that was typed, and what came back</summary>
    ${commands(all, start, mostLines)}
  </details>`
