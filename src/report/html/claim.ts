import { countsAs } from '../../judge/verdict.ts'
import { clock } from '../clock.ts'
import { decidedOn } from '../decided-on.ts'
import type { ScenarioRecord } from '../scenario-record.ts'
import { sourceLink } from '../source-link.ts'
import { foundText, sinceWords, verdictWords, type ReportedClaim } from '../words.ts'
import { commands } from './commands.ts'
import { html, type Markup } from './markup.ts'
import { objects } from './objects.ts'

/** What surrounds a claim on the page. */
export interface Surroundings {
  /** Of the lab, in milliseconds since the epoch. */
  start: number
  /** When the claim was certain, in milliseconds since the epoch. */
  at: number
  record: ScenarioRecord | undefined
  /** Its number in the drawing of its scenario. */
  number: number | undefined
  /** The drawing with this claim alone, where it failed. */
  drawing: Markup | undefined
}

/** The class of a verdict in the page's style. */
export const classOf = ({ verdict }: Pick<ReportedClaim, 'verdict'>) => verdict.replaceAll(' ', '-')

/** One claim with its verdict, and with all that it was decided on; what failed shows it at once. */
export function claimSection(
  claim: ReportedClaim,
  { start, at, record, number, drawing }: Surroundings,
): Markup {
  const { id, step, says, verdict, expected, evidence, reason } = claim
  const { sign, means } = verdictWords[verdict]
  const isCertain = countsAs[verdict] === 'pass' || countsAs[verdict] === 'fail'
  const when = isCertain && html` · settled at ${clock(at - start)}`
  const looks = html`${evidence.length > 0 && looksTable(claim, start)}
    <p class="meta">In full: ${expected}.</p>`
  return html`<article class="claim ${classOf(claim)}" id="${id}">
    <div class="head">
      <div class="verdict">
        <span class="badge"><span aria-hidden="true">${sign}</span> ${verdict}</span>
      </div>
      <h4>${says}</h4>
      ${number !== undefined && html`<span class="disc" title="its number in the drawing">${number}</span>`}
    </div>
    <p class="meta">
      step ${step} · <a href="#${id}"><code>${id}</code></a
      >${when}
    </p>
    ${
      countsAs[verdict] === 'fail' &&
      html`<div class="disagreement">
        <p>
          <b>${verdict}:</b> ${means}, decided at ${clock(at - start)}
          (${new Date(at).toISOString().slice(11, 19)} UTC).
        </p>
        ${looks} ${drawing}
      </div>`
    }
    ${reason && html`<p class="reason"><b>${verdict}:</b> ${reason}</p>`} ${drift(claim)}
    <details>
      <summary>What it was decided on</summary>
      ${countsAs[verdict] !== 'fail' && looks} ${record && material(claim, record, start)}
    </details>
  </article>`
}

function drift({ drift: found, verdict }: ReportedClaim): Markup | undefined {
  if (!found) return undefined
  const { href, text } = sourceLink(found.source)
  const isConfirmed = countsAs[verdict] === 'pass'
  return html`<dl class="drift">
    <div>
      <dt>${isConfirmed ? 'What happens' : 'Recorded until now'}</dt>
      <dd>${found.instead}</dd>
    </div>
    <div>
      <dt>Instead</dt>
      <dd>${found.remedy}</dd>
    </div>
    <div>
      <dt>Since</dt>
      <dd>
        ${sinceWords(found)} · <span class="severity">${found.severity}</span> · <a href="${href}">${text}</a>
      </dd>
    </div>
  </dl>`
}

function looksTable({ evidence }: ReportedClaim, start: number): Markup {
  return html`<table class="looks">
    <thead>
      <tr>
        <th scope="col">Looked at</th>
        <th scope="col">Expected</th>
        <th scope="col">Found</th>
      </tr>
    </thead>
    <tbody>
      ${evidence.map(
        ({ at, of, expected, found }) =>
          html`<tr>
            <th scope="row">${of} <span class="meta">at ${clock(Date.parse(at) - start)}</span></th>
            <td>${expected}</td>
            <td><code>${foundText(found)}</code></td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

function material({ evidence }: ReportedClaim, record: ScenarioRecord, start: number): Markup {
  const found = decidedOn(evidence, record)
  return html`${found.commands.length > 0 && commands(found.commands, start, 14)}${objects(found.objects)}`
}
