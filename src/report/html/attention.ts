import { countsAs } from '../../judge/verdict.ts'
import { conjunctsInWords } from '../../property/words.ts'
import { decisive } from '../decisive.ts'
import type { RecordedDrift, Report, ReportedClaim } from '../report.ts'
import { copyable } from './copyable.ts'
import { html, type Markup } from './markup.ts'
import { verdictClass } from './verdict.ts'

/** Characters of what was found that are shown here; the claim shows more. */
const longestFound = 160

/** What a reader must know before anything else: what is new, then what stops a student. */
export function attention({ claims }: Report): Markup {
  const unrecorded = claims.filter(({ verdict }) => countsAs[verdict] === 'fail')
  const stopping = claims.filter(
    ({ verdict, drifts = [] }) => countsAs[verdict] === 'pass' && drifts.some(isStopping),
  )
  return html`<section class="attention">
    ${list('New: nobody has recorded this', unrecorded, ({ conjuncts }) =>
      conjunctsInWords(decisive(conjuncts), longestFound).map((line) => html`<p class="meta">${line}</p>`),
    )}
    ${list('What stops a student', stopping, ({ drifts = [] }) =>
      drifts
        .filter(isStopping)
        .flatMap(({ instead, remedy }) => [
          html`<p>${instead}</p>`,
          html`<p><b>Instead:</b> ${remedy.words}</p>`,
          ...copyable(remedy),
        ]),
    )}
  </section>`
}

const isStopping = ({ severity }: RecordedDrift) => severity === 'blocks'

const list = (
  heading: string,
  claims: readonly ReportedClaim[],
  text: (claim: ReportedClaim) => readonly Markup[],
) =>
  claims.length > 0 &&
  html`<h2>${heading}</h2>
    <ol class="first">
      ${claims.map(
        (claim) =>
          html`<li class="${verdictClass(claim.verdict)}">
            <a href="#${claim.id}">${claim.step}</a>
            <div>
              <p>${claim.says}</p>
              ${text(claim)}
            </div>
          </li>`,
      )}
    </ol>`
