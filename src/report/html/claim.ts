import { countsAs } from '../../judge/verdict.ts'
import { clock } from '../clock.ts'
import { decidedOn } from '../decided-on.ts'
import { decisive } from '../decisive.ts'
import type { RecordedDrift, ReportedClaim } from '../report.ts'
import type { ScenarioRecord } from '../../trace/scenario-record.ts'
import { driftSource } from '../source-link.ts'
import { sinceWords, verdictWords } from '../words.ts'
import { commands } from './commands.ts'
import { conjunctTable } from './conjunct-table.ts'
import { copyable } from './copyable.ts'
import { html, linkTo, type Markup } from './markup.ts'
import { objectTables } from './objects.ts'
import { badge, verdictClass } from './verdict.ts'

/** Lines of output that are shown of each command; the scenario shows more. */
const mostLines = 14

/** What surrounds a claim on the page. */
export interface Surroundings {
  /** Of the lab, in milliseconds since the epoch. */
  start: number
  record: ScenarioRecord | undefined
  /** Its number in the drawing of its scenario. */
  number: number | undefined
  /** The drawing with this claim alone, where it failed. */
  drawing: Markup | false | undefined
}

/** One claim with its verdict, and with all that it was decided on; what failed shows it at once. */
export function claimSection(claim: ReportedClaim, { start, record, number, drawing }: Surroundings): Markup {
  const { id, step, says, verdict, settled, conjuncts, reason } = claim
  const counts = countsAs[verdict]
  const isCertain = counts === 'pass' || counts === 'fail'
  const after = clock(Date.parse(settled) - start)
  const table = conjuncts.length > 0 && conjunctTable(claim, start)
  return html`<article class="claim ${verdictClass(verdict)}" id="${id}">
    <div class="head">
      <div class="verdict">${badge(verdict)}</div>
      <h4>${says}</h4>
      ${number !== undefined && html`<span class="disc" title="its number in the drawing">${number}</span>`}
    </div>
    <p class="meta">
      step ${step} · <a href="#${id}"><code>${id}</code></a
      >${isCertain && ` · settled at ${after}`}
    </p>
    ${
      counts === 'fail' &&
      html`<div class="disagreement">
        <p>
          <b>${verdict}:</b> ${verdictWords[verdict].means}, decided at ${after} (${settled.slice(11, 19)}
          UTC).
        </p>
        ${table} ${drawing}
      </div>`
    }
    ${reason && html`<p class="reason"><b>${verdict}:</b> ${reason}</p>`} ${recordedDrifts(claim)}
    <details>
      <summary>${isCertain ? 'What it was decided on' : 'What was looked at'}</summary>
      ${counts !== 'fail' && table} ${record && material(claim, record, start)}
    </details>
  </article>`
}

const recordedDrifts = ({ drifts = [], verdict }: ReportedClaim): Markup[] =>
  drifts.map((drift) => recordedDrift(drift, countsAs[verdict] === 'pass'))

function recordedDrift(drift: RecordedDrift, isConfirmed: boolean): Markup {
  return html`<dl class="drift">
    <div>
      <dt>${isConfirmed ? 'What happens' : 'Recorded until now'}</dt>
      <dd>${drift.instead}</dd>
    </div>
    <div>
      <dt>Instead</dt>
      <dd>${drift.remedy.words} ${copyable(drift.remedy)}</dd>
    </div>
    <div>
      <dt>Since</dt>
      <dd>
        ${sinceWords(drift)} · <span class="severity">${drift.severity}</span> · ${linkTo(driftSource(drift))}
      </dd>
    </div>
  </dl>`
}

function material({ conjuncts }: ReportedClaim, record: ScenarioRecord, start: number): Markup {
  const found = decidedOn(decisive(conjuncts), record)
  return html`${found.commands.length > 0 && commands(found.commands, start, mostLines)}
  ${objectTables(found.objects, start)}`
}
