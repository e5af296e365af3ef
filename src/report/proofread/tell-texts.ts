import { withoutCommands, type Cleaned } from '../../cleaned.ts'
import { addToSummary } from '../add-to-summary.ts'
import { annotationsOfTexts } from './texts-annotations.ts'
import { textsMarkdown } from './texts-markdown.ts'
import type { TextsReport } from './texts-report.ts'
import { sarifOf } from './texts-sarif.ts'
import { textsInTerminal } from './texts-terminal.ts'

/** In which forms it is told what proofreading found: in words, as SARIF, as annotations of a GitHub workflow. */
export const toldForms = ['words', 'sarif', 'github'] as const
export type ToldForm = (typeof toldForms)[number]

/**
 * Prints what proofreading found. In a GitHub workflow also adds it to the job's summary, and marks stale places where words
 * are asked for.
 */
export async function tellTexts(
  report: Cleaned<TextsReport>,
  form: ToldForm,
  { GITHUB_STEP_SUMMARY: summary, GITHUB_ACTIONS: actions }: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  if (summary) await addToSummary(summary, textsMarkdown(report))
  if (form === 'sarif') process.stdout.write(sarifOf(report))
  if (form === 'words') console.log(withoutCommands(textsInTerminal(report)))
  if (form === 'github' || (form === 'words' && actions === 'true'))
    for (const line of annotationsOfTexts(report)) console.log(line)
}
