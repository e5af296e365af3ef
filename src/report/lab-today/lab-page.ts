import type { Cleaned } from '../../cleaned.ts'
import type { TraceEvent } from '../../trace/event.ts'
import { copyable } from '../html/copyable.ts'
import { documentOf } from '../html/document.ts'
import { html, type Markup } from '../html/markup.ts'
import type { Report } from '../report.ts'
import { labTodayMeans, whyTyped } from './lab-markdown.ts'
import { changedInWords, labToday, type Changed, type TypedToday } from './lab-today.ts'

/** The lab as it would be printed for the version of a run, as a page beside its report. @returns HTML */
export function labPage(report: Cleaned<Report>, events: Cleaned<readonly TraceEvent[]>): string {
  const { lab, kubernetes } = report
  const title = `${lab.title} on Kubernetes ${kubernetes.server} with kubectl ${kubernetes.kubectl}`
  return documentOf(
    title,
    html`<header>
        <h1>${title}</h1>
        <p>${labTodayMeans}</p>
      </header>
      <main id="claims">
        ${labToday(report, events).map(
          (section) =>
            html`<h2>${section.title}</h2>
              ${section.steps.map(
                ({ step, typed, changes }) =>
                  html`<section class="step" id="${section.exercise}-${step}">
                    <h3>Step ${step}</h3>
                    ${typed.map(typedPart)} ${changesPart(changes)}
                  </section>`,
              )}`,
        )}
      </main>`,
  )
}

const typedPart = ({ command: { because }, line, files, shown, changes }: TypedToday) =>
  html`${files.map(
    ([name, text]) =>
      html`<p class="meta"><code>${name}</code></p>
        <pre tabindex="0">${text}</pre>`,
  )}
  ${whyTyped[because] !== undefined && html`<p class="meta">${whyTyped[because]}</p>`}
  ${line !== undefined && html`<p class="line"><code>${line}</code></p>`}
  ${shown !== '' && html`<pre tabindex="0">${shown}</pre>`} ${changesPart(changes)}`

const changesPart = (changes: readonly Changed[]): Markup | false =>
  changes.length > 0 &&
  html`<ul class="changes">
    ${changes.flatMap(({ id, drifts }) =>
      drifts.map(
        (drift) =>
          html`<li>
            <b>${changedInWords(drift)}</b> <a class="meta" href="report.html#${id}">${id}</a>:
            ${drift.instead} ${drift.remedy.words} ${copyable(drift.remedy)}
          </li>`,
      ),
    )}
  </ul>`
