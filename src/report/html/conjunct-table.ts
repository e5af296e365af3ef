import { expectedInWords, foundInWords, signs, whenInWords } from '../../property/words.ts'
import { clock } from '../clock.ts'
import { decisive } from '../decisive.ts'
import type { ReportedClaim, ReportedConjunct } from '../report.ts'
import { html, type Markup } from './markup.ts'

const headings = ['When', 'Looked at', 'Expected', 'Found'] as const

/**
 * What a claim says, a row a conjunct: what was expected and what was found. Those that decided are marked.
 * @param start of the lab: milliseconds since the epoch
 */
export function conjunctTable({ conjuncts }: ReportedClaim, start: number): Markup {
  const deciding = decisive(conjuncts)
  return html`<table class="conjuncts">
    <thead>
      <tr>
        <th scope="col"><span class="hidden">Answer</span></th>
        ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${conjuncts.map(
        (conjunct) =>
          html`<tr${deciding.includes(conjunct) && html` class="decided"`}>
            ${row(conjunct, start)}
          </tr>`,
      )}
    </tbody>
  </table>`
}

function row(conjunct: ReportedConjunct, start: number): Markup {
  const { answer, because, what, look } = conjunct
  const [when, at, expected, found] = headings
  const open = because === undefined ? 'so far' : `not decided: ${because}`
  const certainty = [look && `at ${clock(Date.parse(look.at) - start)}`, answer === 'open' && open]
  return html`<td><span aria-hidden="true">${signs[answer]}</span><span class="hidden">${answer}</span></td>
    <td data-heading="${when}">${whenInWords(conjunct)}</td>
    <th scope="row" data-heading="${at}">${what}</th>
    <td data-heading="${expected}">${expectedInWords(conjunct)}</td>
    <td data-heading="${found}">
      ${look ? html`<code>${foundInWords(conjunct)}</code>` : foundInWords(conjunct)}${look?.flaw !== undefined && `, but ${look.flaw}`}
      <span class="meta">${certainty.filter(Boolean).join(', ')}</span>
    </td>`
}
