import { verdicts } from '../../judge/verdict.ts'
import type { Report } from '../report.ts'
import { counted, verdictWords } from '../words.ts'
import { html, type Markup } from './markup.ts'
import { badge, verdictClass } from './verdict.ts'

/** How many claims have each verdict, as a bar and in words. */
export function verdictCounts({ verdicts: found, claims }: Report): Markup {
  const there = verdicts.filter((verdict) => found[verdict])
  return html`<div class="bar" aria-hidden="true">
      ${there.map((verdict) => html`<i class="${verdictClass(verdict)}" style="flex: ${found[verdict]}"></i>`)}
    </div>
    <ul class="counts" aria-label="${counted(claims.length, 'claim')} by verdict">
      ${there.map(
        (verdict) =>
          html`<li class="${verdictClass(verdict)}">
            <b>${found[verdict]}</b> ${badge(verdict)}
            <span class="meta">${verdictWords[verdict].means}</span>
          </li>`,
      )}
    </ul>`
}
