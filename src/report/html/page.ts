import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { outline } from '../../../specs/outline.ts'
import type { Section } from '../../lab/section.ts'
import { countsAs, verdicts } from '../../judge/verdict.ts'
import type { TraceEvent } from '../../trace/event.ts'
import { clock } from '../clock.ts'
import type { Report } from '../report.ts'
import { scenarioRecords, type ScenarioRecord } from '../scenario-record.ts'
import { timelineOf } from '../timeline.ts'
import { counted, foundText, verdictWords, type ReportedClaim } from '../words.ts'
import { claimSection, classOf } from './claim.ts'
import { commands } from './commands.ts'
import { figure } from './figure.ts'
import { html, Markup } from './markup.ts'

const style = readFileSync(join(import.meta.dirname, 'style.css'), 'utf8')

/**
 * The page of a run: one file that needs nothing else, no script either.
 * @param events the trace that the report is about
 * @returns HTML
 */
export function pageOf(report: Report, events: readonly TraceEvent[]): string {
  const start = events[0]?.at ?? Date.parse(report.started)
  const records = scenarioRecords(events)
  const title = `Lab ${outline[0]?.anchor.split('.')[0]} on Kubernetes ${report.kubernetes.server}`
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>
          ${new Markup(style)}
        </style>
      </head>
      <body>
        <a class="skip" href="#claims">Skip to the claims</a>
        <header>
          <h1>${title}</h1>
          <p class="headline">${headline(report)}</p>
          ${facts(report, events)} ${counts(report)} ${map(report)}
        </header>
        <main id="claims">
          ${first(report)} ${outline.map((section) => sectionOf(section, report, records, start))}
        </main>
      </body>
    </html> `.text
}

/** How many claims count as something. */
const counting = ({ claims }: Report, kind: 'pass' | 'fail' | 'error' | 'skip') =>
  claims.filter(({ verdict }) => countsAs[verdict] === kind).length

/** The answer in a sentence or two. */
function headline(report: Report): string {
  const { claims, verdicts: found } = report
  const [failed, blocked] = [counting(report, 'fail'), counting(report, 'error')]
  const holding = found.holds ?? 0
  const changed = (found.drifted ?? 0) + (found['never held'] ?? 0)
  const known = `${holding} of ${counted(claims.length, 'claim')} hold; ${changed} need another text, as recorded.`
  const unknown =
    failed > 0 ? ` ${failed} ${failed === 1 ? 'disagrees' : 'disagree'} with this cluster in a new way.` : ''
  return `${known}${unknown}${blocked > 0 ? ` ${blocked} could not be judged.` : ''}`
}

function facts({ kubernetes, seconds }: Report, events: readonly TraceEvent[]): Markup {
  const [begin, end] = [events[0], events.at(-1)]
  return html`<dl class="facts">
    <div>
      <dt>Server</dt>
      <dd>${kubernetes.server}</dd>
    </div>
    <div>
      <dt>kubectl</dt>
      <dd>${kubernetes.kubectl}</dd>
    </div>
    ${
      begin &&
      end &&
      html`<div>
          <dt>Lab begun</dt>
          <dd>${new Date(begin.at).toISOString().slice(0, 16).replace('T', ' ')} UTC</dd>
        </div>
        <div>
          <dt>Lab took</dt>
          <dd>${clock(end.at - begin.at)}</dd>
        </div>`
    }
    ${
      seconds.total !== undefined &&
      html`<div>
        <dt>With set-up and cluster</dt>
        <dd>${clock(seconds.total * 1000)}</dd>
      </div>`
    }
  </dl>`
}

function counts({ verdicts: found, claims }: Report): Markup {
  const there = verdicts.filter((verdict) => found[verdict])
  return html`<div class="bar" aria-hidden="true">
      ${there.map((verdict) => html`<i class="${classOf({ verdict })}" style="flex: ${found[verdict]}"></i>`)}
    </div>
    <ul class="counts" aria-label="${counted(claims.length, 'claim')} by verdict">
      ${there.map(
        (verdict) =>
          html`<li class="${classOf({ verdict })}">
            <b>${found[verdict]}</b>
            <span class="badge"
              ><span aria-hidden="true">${verdictWords[verdict].sign}</span> ${verdict}</span
            >
            <span class="meta">${verdictWords[verdict].means}</span>
          </li>`,
      )}
    </ul>`
}

/** Every claim as a small square, in the lab's order: the whole run at a glance. */
function map({ claims }: Report): Markup {
  return html`<nav aria-label="All claims" class="map">
    ${outline.map(({ exercise, title }) => {
      const own = claims.filter(({ id }) => id.startsWith(`${exercise}/`))
      return (
        own.length > 0 &&
        html`<div>
          <a href="#${exercise}">${title}</a>
          <ol>
            ${own.map(
              (claim) =>
                html`<li>
                  <a class="${classOf(claim)}" href="#${claim.id}" title="${claim.step}: ${claim.says}"
                    ><span aria-hidden="true">${verdictWords[claim.verdict].sign}</span
                    ><span class="hidden">${claim.id}: ${claim.verdict}</span></a
                  >
                </li>`,
            )}
          </ol>
        </div>`
      )
    })}
  </nav>`
}

/** What a reader must know before anything else: what is new, then what stops a student. */
function first({ claims }: Report): Markup | undefined {
  const isNew = ({ verdict }: ReportedClaim) => countsAs[verdict] === 'fail'
  const stops = ({ verdict, drift }: ReportedClaim) =>
    countsAs[verdict] === 'pass' && drift?.severity === 'blocks'
  const list = (heading: string, found: readonly ReportedClaim[], text: (claim: ReportedClaim) => Markup) =>
    found.length > 0 &&
    html`<h2>${heading}</h2>
      <ol class="first">
        ${found.map(
          (claim) =>
            html`<li class="${classOf(claim)}">
              <a href="#${claim.id}">${claim.step}</a>
              <div>
                <p>${claim.says}</p>
                ${text(claim)}
              </div>
            </li>`,
        )}
      </ol>`
  return html`<section class="attention">
    ${list(
      'New: nobody has recorded this',
      claims.filter(isNew),
      ({ evidence, verdict }) =>
        html`<p class="meta">
          ${verdict}: ${evidence.map(({ of, found }) => `${of}: ${foundText(found, 160)}`).join('; ')}
        </p>`,
    )}
    ${list(
      'What stops a student',
      claims.filter(stops),
      ({ drift }) =>
        html`<p>${drift?.instead}</p>
          <p><b>Instead:</b> ${drift?.remedy}</p>`,
    )}
  </section>`
}

function sectionOf(
  { exercise, title }: Section,
  report: Report,
  records: Map<string, ScenarioRecord>,
  start: number,
): Markup | undefined {
  const own = report.claims.filter(({ id }) => id.startsWith(`${exercise}/`))
  if (own.length === 0) return undefined
  const groups = Object.values(Object.groupBy(own, ({ scenario }) => scenario))
  return html`<section>
    <h2 id="${exercise}">${title}</h2>
    ${groups.map((group = []) => scenarioOf(group, report, records, start))}
  </section>`
}

/** The claims of one scenario, below what happened in it. */
function scenarioOf(
  claims: readonly ReportedClaim[],
  report: Report,
  records: Map<string, ScenarioRecord>,
  start: number,
): Markup {
  const name = claims[0]?.scenario ?? ''
  const record = records.get(name)
  const timeline = record && timelineOf(record, start)
  const certain = (claim: ReportedClaim) => Date.parse(report.started) + claim.seconds * 1000
  const moments = claims
    .map((claim, index) => ({ ...claim, at: certain(claim), number: index + 1 }))
    .filter(({ verdict }) => countsAs[verdict] === 'pass' || countsAs[verdict] === 'fail')
  const drawn = (shown: typeof moments, about: string) =>
    timeline &&
    figure(timeline, shown, `Timeline of the scenario ${name}: ${about}. The table below says the same.`)
  return html`<section class="scenario">
    <h3>Scenario <code>${name}</code></h3>
    ${
      record &&
      html`<p class="meta">
          ${clock(record.from - start)} to ${clock(record.to - start)} of the lab, in namespace
          <code>${record.namespace}</code>
        </p>
        ${drawn(moments, 'its Jobs and Pods, and when its claims were certain')}
        <details>
          <summary>All that was typed, and what came back</summary>
          ${[...record.files].map(
            ([file, text]) =>
              html`<h4><code>${file}</code>, as edited last</h4>
                <pre tabindex="0">${text}</pre>`,
          )}
          ${commands(record.commands, start, 60)}
        </details>`
    }
    ${claims.map((claim, index) =>
      claimSection(claim, {
        start,
        at: certain(claim),
        record,
        number: timeline && index + 1,
        drawing:
          countsAs[claim.verdict] === 'fail'
            ? drawn(
                moments.filter(({ id }) => id === claim.id),
                `when ${claim.id} was decided`,
              )
            : undefined,
      }),
    )}
  </section>`
}
