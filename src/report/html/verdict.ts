import type { Verdict } from '../../judge/verdict.ts'
import { verdictWords } from '../words.ts'
import { html } from './markup.ts'

/** The class of a verdict in the page's style. */
export const verdictClass = (verdict: Verdict) => verdict.replaceAll(' ', '-')

/** A verdict with its sign. */
export const badge = (verdict: Verdict) =>
  html`<span class="badge"><span aria-hidden="true">${verdictWords[verdict].sign}</span> ${verdict}</span>`
