import { changeInWords } from './comparison/change-words.ts'
import type { Report } from './report.ts'
import { counted } from './words.ts'

export const seenNotJudged = 'Seen, not judged yet'

/** What the changes that belong to nobody are, in a sentence; nothing where there are none. */
export function unclaimedMeans({ unclaimed, kubernetes }: Report): string | undefined {
  if (!unclaimed || unclaimed.changes.length === 0) return undefined
  const { since, doubt } = unclaimed
  const means =
    `${counted(unclaimed.changes.length, 'change')} from ${since.server} to ${kubernetes.server} ` +
    'that no claim looks at, and nobody has accepted. No verdict depends on them.'
  return doubt === undefined ? means : `${means} The machine was not well, and may have made them: ${doubt}.`
}

/** The changes that belong to nobody, in lines: what they are, and each. */
export const unclaimedInWords = (report: Report): string[] => {
  const means = unclaimedMeans(report)
  return means === undefined
    ? []
    : [`${seenNotJudged}: ${means}`, ...(report.unclaimed?.changes ?? []).map(changeInWords)]
}
