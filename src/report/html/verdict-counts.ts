import { verdicts, type Verdict } from '../../judge/verdict.ts'
import type { Report } from '../report.ts'
import { counted, verdictWords } from '../words.ts'
import { html, type Markup } from './markup.ts'
import { badge, verdictClass } from './verdict.ts'

/** How many claims have each verdict, as a bar and in words. */
export function verdictCounts({ verdicts: found, claims }: Report): Markup {
  const there = verdicts.filter((verdict) => found[verdict])
  let before = 0
  const share = (verdict: Verdict) => {
    const [x, width] = [before, (100 * (found[verdict] ?? 0)) / claims.length]
    before += width
    return html`<rect class="${verdictClass(verdict)}" x="${x}%" width="${width}%" />`
  }
  return html`<svg class="bar" aria-hidden="true">${there.map(share)}</svg>
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
