import { reportedClaimsOf, type Report } from '../report.ts'
import { verdictWords } from '../words.ts'
import { html, type Markup } from './markup.ts'
import { verdictClass } from './verdict.ts'

/** Every claim as a small square, in the lab's order: the whole run at a glance. */
export function claimMap(report: Report): Markup {
  return html`<nav aria-label="All claims" class="map">
    ${report.lab.sections.map((section) => {
      const claims = reportedClaimsOf(report, section)
      return (
        claims.length > 0 &&
        html`<div>
          <a href="#${section.exercise}">${section.title}</a>
          <ol>
            ${claims.map(
              ({ id, step, says, verdict }) =>
                html`<li>
                  <a class="${verdictClass(verdict)}" href="#${id}" title="${step}: ${says}"
                    ><span aria-hidden="true">${verdictWords[verdict].sign}</span
                    ><span class="hidden">${id}: ${verdict}</span></a
                  >
                </li>`,
            )}
          </ol>
        </div>`
      )
    })}
  </nav>`
}
