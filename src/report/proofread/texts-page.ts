import type { Cleaned } from '../../cleaned.ts'
import { documentOf } from '../html/document.ts'
import { html, type Markup } from '../html/markup.ts'
import { sourceLink } from '../source-link.ts'
import { counted } from '../words.ts'
import {
  changesOf,
  outcomeInWords,
  patchInWords,
  readInWords,
  removed,
  sinceOfChange,
  staleInWords,
  tallyInWords,
  versionsOfText,
  whyInWords,
} from './stale-words.ts'
import type { ReportedPart, ReportedText, StalePlace, TextsReport } from './texts-report.ts'

/** What can be said of a part of a text at a glance: a sign beside the colour, and words. */
const glances = {
  'new-drift': { sign: '✗', means: 'stale, no known change' },
  drifted: { sign: '→', means: 'stale, a known change' },
  'never-held': { sign: '?', means: 'not read' },
  blocked: { sign: '!', means: 'not tried, or not all of it judged' },
  holds: { sign: '✓', means: 'as printed' },
  'not-tried': { sign: '·', means: 'nothing is printed there' },
} as const
type Glance = keyof typeof glances

/**
 * What proofreading found, as a page: each text as it is, with marks in the margin that open what was typed, printed and came,
 * since when, and what to write; before it a map of the whole text.
 * @returns HTML
 */
export function textsPage(report: Cleaned<TextsReport>): string {
  const [first] = report.texts
  const title =
    first && report.texts.length === 1
      ? `${first.name}, proofread on ${versionsOfText(first)}`
      : `${counted(report.texts.length, 'text')}, proofread`
  return documentOf(
    title,
    html`<header>
        <h1>${title}</h1>
        ${report.texts.length === 1 && first && summary(first)}
        <nav aria-label="Map" class="map marks">${report.texts.map(mapOf)}</nav>
        ${legend(report)}
      </header>
      <main id="claims" class="proof">
        ${report.texts.map(
          (text, index) =>
            html`<section id="${textId(index)}">
              ${
                report.texts.length > 1 &&
                html`<h2>${text.name}, on ${versionsOfText(text)}</h2>
                  ${summary(text)}`
              }
              ${text.parts.map((part, at) => partOf(part, partId(index, at), report))}
            </section>`,
        )}
      </main>`,
  )
}

const textId = (index: number) => `text-${index + 1}`
const partId = (text: number, at: number) => `${textId(text)}-${at + 1}`
const staleId = (part: string, index: number) => `${part}-stale-${index + 1}`

function summary(text: ReportedText): Markup {
  return html`<p class="headline">${outcomeInWords(text)}</p>
    ${[readInWords(text), tallyInWords(text), patchInWords(text)].map((words) => words !== undefined && html`<p>${words}</p>`)}`
}

function glanceOf({ type, stale, places, reasons }: ReportedPart): Glance {
  if (stale.length > 0) return stale.every(({ changes }) => changes.length > 0) ? 'drifted' : 'new-drift'
  if (type === 'not read' || places['not read']) return 'never-held'
  if (reasons.length > 0 || places.blocked) return 'blocked'
  return places['as printed'] ? 'holds' : 'not-tried'
}

const boxesIn = ({ parts }: ReportedText) =>
  parts.flatMap((part, at) => (part.type === 'prose' ? [] : [{ part, at, glance: glanceOf(part) }]))

/** Every line and box of a text as a small square, in its order. */
function mapOf(text: ReportedText, index: number): Markup {
  return html`<div>
    <a href="#${textId(index)}">${text.name}</a>
    <ol>
      ${boxesIn(text).map(({ part, at, glance }) => {
        const words = `line ${part.line}, ${nameOf(part)}: ${glances[glance].means}`
        return html`<li>
          <a class="${glance}" href="#${partId(index, at)}" title="${words}"
            ><span aria-hidden="true">${glances[glance].sign}</span><span class="hidden">${words}</span></a
          >
        </li>`
      })}
    </ol>
  </div>`
}

/** Characters of a name that a title shows. */
const longestName = 80

function nameOf({ type, typed }: ReportedPart): string {
  const name = typed ?? (type === 'file' ? 'a file' : 'a box')
  return name.length > longestName ? `${name.slice(0, longestName)}…` : name
}

function legend({ texts }: TextsReport): Markup {
  const found = new Set(texts.flatMap((text) => boxesIn(text).map(({ glance }) => glance)))
  return html`<ul class="legend">
    ${Object.entries(glances).map(
      ([name, { sign, means }]) =>
        found.has(name as Glance) &&
        html`<li class="${name}"><i class="disc" aria-hidden="true">${sign}</i> ${means}</li>`,
    )}
  </ul>`
}

function partOf(part: ReportedPart, id: string, report: TextsReport): Markup {
  const { type, pieces, stale } = part
  const text = pieces.map((piece) => {
    const own = piece.stale === undefined ? undefined : stale[piece.stale]
    if (piece.stale === undefined || own === undefined) return html`${piece.text}`
    return html`<mark class="${colourOf(own)}"
      ><a href="#${staleId(id, piece.stale)}">${piece.text === '' ? '‸' : piece.text}</a></mark
    >`
  })
  if (type === 'prose') return html`<p class="prose">${text}</p>`
  return html`<div class="shown" id="${id}">
    <pre tabindex="0">${text}</pre>
    <div class="margin">${marginOf(part, id, report)}</div>
  </div>`
}

const colourOf = ({ changes }: StalePlace): Glance => (changes.length > 0 ? 'drifted' : 'new-drift')

function marginOf(part: ReportedPart, id: string, report: TextsReport): Markup {
  const { type, stale, reasons, answer = '', places, typed } = part
  const sign = type === 'not read' ? '?' : '!'
  return html`${stale.map((one, index) => stalePart(one, staleId(id, index), typed, report))}
  ${reasons.map((reason) => html`<p class="${glanceOf({ ...part, stale: [] })}">${sign} ${reason}</p>`)}
  ${places['as printed'] !== undefined && html`<p class="meta">${glances.holds.sign} ${places['as printed']} as printed</p>`}
  ${
    answer.trim() !== '' &&
    html`<details>
      <summary>line ${part.line}: what the cluster printed</summary>
      <pre tabindex="0">${begin(answer)}</pre>
    </details>`
  }`
}

function stalePart(stale: StalePlace, id: string, typed: string | undefined, report: TextsReport): Markup {
  const { printed, shown, write, left } = stale
  const known = changesOf(stale, report)
  return html`<details>
    <summary class="${colourOf(stale)}">line ${stale.line}: ${staleInWords(stale)}</summary>
    <div id="${id}">
      ${typed !== undefined && html`<p class="line"><code>${typed}</code></p>`}
      <pre class="wraps" tabindex="0">
${printed !== undefined && html`<del>${printed}</del>`}${shown !== undefined && html`<ins>${shown}</ins>`}</pre>
      ${known.length === 0 && html`<p>Why: ${whyInWords(stale, report)}.</p>`}
      ${known.map((change) => {
        const { href, text } = sourceLink(change.source)
        return html`<p>
          Since ${sinceOfChange(change)}: ${change.says} ${change.remedy.words} <code>${change.id}</code>,
          <a href="${href}">${text}</a>
        </p>`
      })}
      ${left !== undefined && html`<p>By hand: ${left}</p>`} ${write !== undefined && writePart(write)}
    </div>
  </details>`
}

const writePart = (write: string) =>
  write.trim() === ''
    ? html`<p>Write ${removed}.</p>`
    : html`<p><strong>Write</strong></p>
        <pre class="copied${write.includes('\n') ? '' : ' wraps'}" tabindex="0">${write}</pre>`

/** Lines of what the cluster printed that are shown. */
const longest = 60

function begin(text: string): string {
  const lines = text.trimEnd().split('\n')
  return lines.length > longest ? [...lines.slice(0, longest), '…'].join('\n') : lines.join('\n')
}
