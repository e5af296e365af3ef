import type { Cleaned } from '../../cleaned.ts'
import type { SeenChange, Comparison } from '../../compare/comparison.ts'
import { documentOf } from '../html/document.ts'
import { html, type Markup } from '../html/markup.ts'
import { counted } from '../words.ts'
import { bySubject, doubtInWords, owners, seenInWords, shownValues, versionsInWords } from './change-words.ts'

/** A comparison as a page: one file that needs nothing else. @returns HTML */
export function comparisonPage(comparison: Cleaned<Comparison>): string {
  const { changes, uncompared } = comparison
  const [one, other] = versionsInWords(comparison)
  const title = `What a student sees on ${other} and not on ${one}`
  return documentOf(
    title,
    html`<header>
        <h1>${title}</h1>
        ${doubtInWords(comparison).map((doubt) => html`<p>${doubt}</p>`)}
      </header>
      <main id="claims">
        ${Object.entries(owners).map(([type, words]) =>
          changesPart(
            words,
            changes.filter(({ owner }) => owner.type === type),
          ),
        )}
        ${changes.length === 0 && html`<p>Nothing is different.</p>`}
        ${
          uncompared.length > 0 &&
          html`<h2>Not compared</h2>
            <ul>
              ${uncompared.map(
                ({ scenario, of, because }) => html`<li>${scenario}: <code>${of}</code>, ${because}</li>`,
              )}
            </ul>`
        }
      </main>`,
  )
}

function changesPart(
  { heading, means }: { heading: string; means: string },
  changes: readonly SeenChange[],
): Markup | undefined {
  if (changes.length === 0) return undefined
  return html`<section>
    <h2>${heading}: ${counted(changes.length, 'change')}</h2>
    <p class="meta means">${means}</p>
    ${changesInHtml(changes)}
  </section>`
}

/** Changes by what was typed, with their owners. */
export const changesInHtml = (changes: readonly SeenChange[]) =>
  bySubject(changes).map(
    ({ of, owner, own }) =>
      html`<p class="line"><code>${of}</code></p>
        ${owner !== undefined && html`<p class="meta">${owner}</p>`} ${changeList(own)}`,
  )

/** Changes as a list, each with what stood there before and what stands there now. */
const changeList = (changes: readonly SeenChange[]): Markup =>
  html`<ul class="changes">
    ${changes.map((change) => {
      const [before, now] = shownValues(change)
      return html`<li>
        <code>${change.place}</code> <span class="meta">${seenInWords(change)}</span>
        <pre tabindex="0">
${before !== undefined && html`<del>${before}</del>`}${now !== undefined && html`<ins>${now}</ins>`}</pre>
      </li>`
    })}
  </ul>`
