import type { Cleaned } from '../../cleaned.ts'
import type { TraceEvent } from '../../trace/event.ts'
import { reportedClaimsOf, type Report, type ReportedSection } from '../report.ts'
import { scenarioRecords, type ScenarioRecord } from '../../trace/scenario-record.ts'
import { changesInHtml } from '../comparison/comparison-page.ts'
import { misprintInWords, printedAndStored, printingLine, printingMeans } from '../printing-words.ts'
import { misprintedIn } from '../printing.ts'
import { unclaimedHeading, unclaimedMeans } from '../unclaimed-words.ts'
import { attention } from './attention.ts'
import { claimMap } from './claim-map.ts'
import { headline } from './headline.ts'
import { documentOf } from './document.ts'
import { html, type Markup } from './markup.ts'
import { runFacts } from './run-facts.ts'
import { scenarioSection } from './scenario.ts'
import { verdictCounts } from './verdict-counts.ts'

/**
 * The page of a run: one file that needs nothing else, no script either.
 * @param events the trace that the report is about
 * @returns HTML
 */
export function pageOf(report: Cleaned<Report>, events: Cleaned<readonly TraceEvent[]>): string {
  const start = events[0]?.at ?? Date.parse(report.started)
  const records = scenarioRecords(events)
  const title = `${report.lab.title} on Kubernetes ${report.kubernetes.server}`
  return documentOf(
    title,
    html`<header>
        <h1>${title}</h1>
        <p class="headline">${headline(report)}</p>
        ${runFacts(report, events)} ${verdictCounts(report)} ${claimMap(report)}
      </header>
      <main id="claims">
        ${attention(report)} ${printedSection(report)} ${unclaimedSection(report)}
        ${report.lab.sections.map((section) => labSection(section, report, records, start))}
      </main>`,
  )
}

function printedSection(report: Report): Markup | undefined {
  const means = printingMeans(report)
  if (means === undefined) return undefined
  return html`<section>
    <h2>${printedAndStored}</h2>
    <p class="means">${means}.</p>
    ${misprintedIn(report).map(
      (line) =>
        html`<p><code>${printingLine(line)}</code></p>
          <ul>
            ${line.disagree.map((misprint) => html`<li>${misprintInWords(misprint)}</li>`)}
          </ul>`,
    )}
  </section>`
}

function unclaimedSection(report: Report): Markup | undefined {
  const means = unclaimedMeans(report)
  if (means === undefined) return undefined
  return html`<section>
    <h2>${unclaimedHeading}</h2>
    <p class="means">${means}</p>
    ${changesInHtml(report.unclaimed?.changes ?? [])}
  </section>`
}

function labSection(
  section: ReportedSection,
  report: Report,
  records: ReadonlyMap<string, ScenarioRecord>,
  start: number,
): Markup | undefined {
  const claims = reportedClaimsOf(report, section)
  if (claims.length === 0) return undefined
  const scenarios = Object.entries(Object.groupBy(claims, ({ scenario }) => scenario))
  return html`<section>
    <h2 id="${section.exercise}">${section.title}</h2>
    ${scenarios.map(([name, own = []]) => scenarioSection(name, own, records.get(name), start))}
  </section>`
}
