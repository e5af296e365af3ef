import type { Cleaned } from '../../cleaned.ts'
import { verdicts } from '../../judge/verdict.ts'
import { copyable } from '../html/copyable.ts'
import { documentOf } from '../html/document.ts'
import { html, linkTo, type Markup } from '../html/markup.ts'
import { table } from '../html/table.ts'
import { badge, verdictClass } from '../html/verdict.ts'
import { boundsInWords } from '../since.ts'
import { driftSource } from '../source-link.ts'
import { counted, sinceWords, verdictWords } from '../words.ts'
import type { Matrix, MatrixCell, MatrixColumn } from './matrix.ts'
import { headingOf, noticesOf } from './notices.ts'
import { rangeErrata, whereInWords, type RangeErratum } from './range-errata.ts'

/** The page of a matrix: one file that needs nothing else; its cells lead to the reports beside it. @returns HTML */
export function matrixPage(matrix: Cleaned<Matrix>): string {
  const title = `${matrix.lab.title} on ${counted(matrix.columns.length, 'version')} of Kubernetes`
  const errata = rangeErrata(matrix)
  return documentOf(
    title,
    html`<header>
        <h1>${title}</h1>
        ${counts(matrix)}
      </header>
      <main id="claims">
        ${notices(matrix)}
        <h2>Claims and versions</h2>
        <p class="meta">
          A cell leads to the report of its run. A bar at its left is where a change is first seen.
        </p>
        ${scrolling('Claims and versions', claimTable(matrix))}
        <h2>Since when</h2>
        ${scrolling('Since when', sinceTable(matrix))}
        ${matrix.compared.length > 0 && comparedPart(matrix.compared)}
        ${
          errata &&
          html`<h2>Errata for ${errata.from} to ${errata.to}</h2>
            ${errata.untried.length > 0 && html`<p>There is no run of ${errata.untried.join(', ')}.</p>`}
            <ol class="errata">
              ${errata.errata.map(erratum)}
            </ol>`
        }
      </main>`,
  )
}

/** A table that may be wider than the page. */
const scrolling = (name: string, wide: Markup) =>
  html`<div class="wide-table" role="region" aria-label="${name}" tabindex="0">${wide}</div>`

function counts({ columns }: Matrix): Markup {
  const there = verdicts.filter((verdict) => columns.some((column) => column.verdicts[verdict]))
  return scrolling(
    'Verdicts by version',
    html`<table class="matrix">
      <thead>
        ${headings('Verdict', columns)}
      </thead>
      <tbody>
        ${there.map(
          (verdict) =>
            html`<tr class="${verdictClass(verdict)}">
              <th scope="row">${badge(verdict)} <span class="meta">${verdictWords[verdict].means}</span></th>
              ${columns.map((column) => html`<td>${column.verdicts[verdict] ?? ''}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`,
  )
}

const headings = (first: string, columns: readonly MatrixColumn[]) =>
  html`<tr>
    <th scope="col">${first}</th>
    ${columns.map((column) => html`<th scope="col">${headingOf(column)}</th>`)}
  </tr>`

function notices(matrix: Matrix): Markup | false {
  const found = noticesOf(matrix)
  return (
    found.length > 0 &&
    html`<h2>To look at</h2>
      <ul class="notices">
        ${found.map(({ where, what }) => html`<li><code>${where}</code>: ${what}</li>`)}
      </ul>`
  )
}

function claimTable({ lab, columns, claims }: Matrix): Markup {
  return html`<table class="matrix">
    <thead>
      ${headings('Claim', columns)}
    </thead>
    ${lab.sections.map(
      ({ exercise, title }) =>
        html`<tbody>
          <tr>
            <th scope="rowgroup" colspan="${columns.length + 1}">${title}</th>
          </tr>
          ${claims
            .filter(({ id }) => id.startsWith(`${exercise}/`))
            .map(
              ({ id, step, says, cells }) =>
                html`<tr id="${id}">
                  <th scope="row">
                    ${says} <span class="meta">${step} · <code>${id}</code></span>
                  </th>
                  ${cells.map((one, index) => cell(one, id, columns[index]))}
                </tr>`,
            )}
        </tbody>`,
    )}
  </table>`
}

function cell({ verdict, reason, begins }: MatrixCell, id: string, column: MatrixColumn | undefined): Markup {
  const text = html`<span aria-hidden="true">${verdictWords[verdict].sign}</span
    ><span class="hidden">${verdict}${begins && ', begins here'}</span>`
  const title = reason === undefined ? verdict : `${verdict}: ${reason}`
  const folder = column?.folder
  return html`<td class="${verdictClass(verdict)}${begins && ' begins'}" title="${title}">
    ${folder === undefined ? text : html`<a href="${encodeURI(folder)}/report.html#${id}">${text}</a>`}
  </td>`
}

const comparedPart = (compared: Matrix['compared']) =>
  html`<h2>Neighbours compared</h2>
    ${scrolling(
      'Neighbours compared',
      table(
        ['Versions', 'Changes', 'Unclaimed'],
        compared.map(({ between, changes, unclaimed, page }) => [
          html`<a href="${encodeURI(page)}">${between.join(' → ')}</a>`,
          changes,
          unclaimed,
        ]),
      ),
    )}`

const sinceTable = ({ drifts }: Matrix) =>
  table(
    ['Claim', 'Recorded', 'Seen', 'By'],
    drifts.map((drift) => [
      html`<code>${drift.claim}</code>`,
      sinceWords(drift),
      boundsInWords(drift),
      [drift.agrees ? drift.basis : html`<b>disagrees</b>`, drift.axisIsSeen && `, follows ${drift.axis}`],
    ]),
  )

function erratum(found: RangeErratum): Markup {
  const parts = {
    'What happens': found.instead,
    Instead: html`${found.remedy.words} ${copyable(found.remedy)}`,
    In: whereInWords(found),
    Since: html`${sinceWords(found)}, ${found.basis} · ${linkTo(driftSource(found))}`,
  }
  return html`<li>
    <p>
      <b>${found.says}</b>
      <span class="meta">step ${found.step} · <code>${found.claim}</code> · ${found.severity}</span>
    </p>
    <dl class="drift">
      ${Object.entries(parts).map(
        ([name, part]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${part}</dd>
          </div>`,
      )}
    </dl>
  </li>`
}
