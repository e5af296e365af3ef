import { micromark } from 'micromark'
import type { Cleaned } from '../../cleaned.ts'
import type { TraceEvent } from '../../trace/event.ts'
import { documentOf } from '../html/document.ts'
import { html, Markup } from '../html/markup.ts'
import type { Report } from '../report.ts'
import { labMarkdown, labTitle } from './lab-markdown.ts'

/** The lab as it would be printed for the version of a run, as a page beside its report. @returns HTML */
export function labPage(report: Cleaned<Report>, events: Cleaned<readonly TraceEvent[]>): string {
  // What scrolls must be reached by keyboard.
  const body = micromark(labMarkdown(report, events)).replaceAll('<pre>', '<pre tabindex="0">')
  return documentOf(labTitle(report), html`<main id="claims">${new Markup(body)}</main>`)
}
