import type { Cleaned } from '../../cleaned.ts'
import { asManyAsGitHubTakes, workflowCommand } from '../workflow-command.ts'
import { stalesOf, staleInWords, unjudgedIn, whyInWords } from './stale-words.ts'
import type { StalePlace, TextsReport } from './texts-report.ts'

/** Characters of a value that an annotation shows. */
const longest = 500

/**
 * A GitHub workflow command for each stale place, a warning at its line; then one for each box that could not be read. Where
 * there are more than GitHub takes, the last one says how many are left out.
 */
export function annotationsOfTexts(report: Cleaned<TextsReport>): string[] {
  const stale = report.texts.flatMap((text) =>
    stalesOf(text).map((one) =>
      workflowCommand('warning', staleText(one, report), {
        file: text.name,
        line: one.line,
        title: staleInWords(one),
      }),
    ),
  )
  const unread = report.texts.flatMap((text) =>
    unjudgedIn(text).flatMap(({ isUnread, reason, lines }) =>
      isUnread
        ? lines.map((line) =>
            workflowCommand('warning', reason, { file: text.name, line, title: 'not read' }),
          )
        : [],
    ),
  )
  return asManyAsGitHubTakes(
    'warning',
    [...stale, ...unread],
    (left) => `${left} more places are stale or could not be read: the summary of the job has them.`,
  )
}

/** What an author must know of a stale place, a line each. */
export function staleText(stale: StalePlace, report: Pick<TextsReport, 'changes'>): string {
  const { printed, shown, write, left } = stale
  const row = (label: string, value: string | undefined) =>
    value === undefined ? [] : [`${label}: ${value.length > longest ? `${value.slice(0, longest)}…` : value}`]
  return [
    ...row('printed', printed),
    ...row('now', shown),
    `why: ${whyInWords(stale, report)}`,
    ...row('write', write),
    ...row('by hand', left),
  ].join('\n')
}
