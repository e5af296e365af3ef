import { cleaned } from '../../cleaned.ts'
import type { TextSpan } from '../../text/passage.ts'
import type { PlaceOwner } from '../../proofread/claim-of.ts'
import { isRecorded, recordedFor } from '../../proofread/recorded-for.ts'
import type { Finding } from '../../proofread/finding.ts'
import type { Proofreading, SpokenLine, Shown } from '../../proofread/proofreading.ts'
import { copyable } from '../html/copyable.ts'
import { documentOf } from '../html/document.ts'
import { html, type Markup } from '../html/markup.ts'
import { sinceWords } from '../words.ts'
import { bothValues, findingInWords, placeOwnerInWords, summaryInWords } from './proofread-words.ts'

/** A proofreading as a page: the text as it is, with marks in the margin that open what the cluster said. @returns HTML */
export function proofreadPage(proof: Proofreading): string {
  const title = `${proof.name}, proofread on ${proof.cluster.run.versions.server}`
  return cleaned(
    documentOf(
      title,
      html`<header>
          <h1>${title}</h1>
          ${summaryInWords(proof).map((sentence) => html`<p>${sentence}</p>`)}
        </header>
        <main id="claims" class="proof">
          ${sectionsOf(proof).map(({ part, span }) =>
            part?.type === 'shown' ? shownSection(proof, part, span) : proseSection(proof, part, span),
          )}
        </main>`,
    ),
  )
}

interface Section {
  part?: Shown | SpokenLine
  span: TextSpan
}

/** The whole text, each stretch of it with what it is. */
function sectionsOf({ text, parts }: Proofreading): Section[] {
  const starts = parts.flatMap((part) => {
    const from = startOf(part)
    return from === undefined ? [] : [{ part, from }]
  })
  const first = starts[0]?.from ?? text.text.length
  const ahead: Section[] = first > 0 ? [{ span: { from: 0, to: first } }] : []
  return [
    ...ahead,
    ...starts.map(({ part, from }, index) => ({
      part,
      span: { from, to: starts[index + 1]?.from ?? text.text.length },
    })),
  ]
}

function startOf(part: Shown | SpokenLine): number | undefined {
  if (part.type === 'said') return part.span.from
  const { typed, printed, prompt } = part.excerpt
  const from = typed.span?.from ?? printed.span?.from
  return from === undefined ? undefined : from - (typed.span ? prompt.length : 0)
}

function proseSection(proof: Proofreading, part: SpokenLine | undefined, span: TextSpan): Markup {
  const said = proof.text.text.slice(span.from, span.to).trim()
  const claims = part?.claims ?? []
  return html`<div class="prose">
    <p>${said}</p>
    ${claims.length > 0 && details('claims speak of this', claimsPart(proof, claims), 'not-tried')}
  </div>`
}

function shownSection(proof: Proofreading, shown: Shown, span: TextSpan): Markup {
  return html`<div class="shown">
    <pre tabindex="0">${marked(proof, shown, span)}</pre>
    <div class="margin">
      ${shown.standing === 'not matched' && html`<p class="meta">not matched</p>`}
      ${shown.standing === 'replaced' && details('type something else', claimsPart(proof, shown.owners), 'drifted')}
      ${shown.findings.map((finding) => findingPart(proof, finding))}
      ${shown.remarks.length > 0 && details('changed where the text prints nothing', claimsPart(proof, shown.remarks), 'not-tried')}
      ${shown.clusterSaid.trim() !== '' && details('what the cluster said', html`<pre tabindex="0">${begin(shown.clusterSaid)}</pre>`, 'not-tried')}
    </div>
  </div>`
}

/** Lines of what the cluster said that are shown. */
const longest = 60

function begin(text: string): string {
  const lines = text.trimEnd().split('\n')
  return lines.length > longest ? [...lines.slice(0, longest), '…'].join('\n') : lines.join('\n')
}

const details = (summary: string, content: Markup | readonly Markup[], verdict: string) =>
  html`<details>
    <summary class="${verdict}">${summary}</summary>
    ${content}
  </details>`

/** Characters of a place that stand in the margin. */
const inMargin = 50

const shortPlace = ({ place }: Finding) =>
  place === '' ? 'all of it' : place.length > inMargin ? `${place.slice(0, inMargin)}…` : place

function findingPart(proof: Proofreading, finding: Finding): Markup {
  const [printed, now] = bothValues(finding)
  const isKnown = isRecorded(finding.owner)
  const content = html`<p>${finding.place}</p>
    <pre tabindex="0">
${printed !== undefined && html`<del>${printed}</del>`}${now !== undefined && html`<ins>${now}</ins>`}</pre>
    ${isKnown ? recordedPart(proof, finding.owner) : html`<p>${placeOwnerInWords(proof, finding)}</p>`}`
  return details(
    `${findingInWords(finding)}: ${shortPlace(finding)}`,
    content,
    isKnown ? 'drifted' : 'new-drift',
  )
}

/** What has changed, since when, and what to do about it. */
const recordedPart = ({ cluster: { run } }: Proofreading, owner: PlaceOwner) =>
  recordedFor(owner, run.judged).map(
    ({ id, recorded }) =>
      html`<p>
          <code>${id}, ${recorded.since === 'ever' ? 'never so' : `since ${sinceWords(recorded)}`}</code>:
          ${recorded.instead} ${recorded.remedy.words}
        </p>
        ${copyable(recorded.remedy)}`,
  )

/** Claims with what has changed, or with what they say. */
const claimsPart = (proof: Proofreading, ids: readonly string[]) =>
  proof.cluster.run.judged
    .filter(({ id }) => ids.includes(id))
    .flatMap(({ id, says, drifts }) =>
      drifts ? recordedPart(proof, { type: 'drift', ids: [id] }) : [html`<p><code>${id}</code>: ${says}</p>`],
    )

/** A stretch of the text in which the stale places are marked. */
function marked({ text }: Proofreading, { findings, standing, excerpt }: Shown, span: TextSpan): Markup[] {
  const all = findings.flatMap((finding) =>
    finding.span ? [{ ...finding.span, verdict: verdictOf(finding) }] : [],
  )
  const typed =
    standing === 'replaced' && excerpt.typed.span ? [{ ...excerpt.typed.span, verdict: 'drifted' }] : []
  const pieces: Markup[] = []
  let done = span.from
  const piece = (to: number) => html`${text.text.slice(done, to)}`
  for (const { from, to, verdict } of [...typed, ...all].toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    if (from < done || to > span.to) continue
    pieces.push(piece(from))
    done = from
    pieces.push(html`<mark class="${verdict}">${from === to ? '‸' : piece(to)}</mark>`)
    done = to
  }
  return [...pieces, html`${text.text.slice(done, span.to).trimEnd()}`]
}

const verdictOf = ({ owner }: Finding) => (isRecorded(owner) ? 'drifted' : 'new-drift')
