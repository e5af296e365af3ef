import { changeInWords } from './comparison/change-words.ts'
import type { Report } from './report.ts'
import { counted } from './words.ts'

export const unclaimedHeading = 'Changed, and no claim speaks of it'

/** What the changes that belong to nobody are, and what follows from them, in words; nothing where there are none. */
export function unclaimedMeans({ unclaimed, kubernetes }: Report): string | undefined {
  if (!unclaimed || unclaimed.changes.length === 0) return undefined
  const { changes, since, like, counts, doubt } = unclaimed
  const places = counted(changes.length, 'place')
  const from = since.kubectl === since.server ? since.server : `${since.server} with kubectl ${since.kubectl}`
  const sentences = {
    'the same': `${places} changed that no claim speaks of, though the recorded run of ${from} has the same versions.`,
    nearest: `${places} changed from ${from} to ${kubernetes.server} that no claim speaks of.`,
    'of another making': `${places} differ from the recorded run of ${from}, and no claim speaks of them. The cluster was there before, or somebody else made its node: they may be its ways.`,
  }
  const follows = {
    fail: 'An author must read them: write a claim, or accept them with the reason.',
    error: `The machine was not well, and may have made them: ${doubt}.`,
    skip: 'They decide nothing.',
  }
  return `${sentences[like]} ${follows[counts]}`
}

/** The changes that belong to nobody, in lines: what they are, and each. */
export const unclaimedInWords = (report: Report): string[] => {
  const means = unclaimedMeans(report)
  return means === undefined ? [] : [means, ...(report.unclaimed?.changes ?? []).map(changeInWords)]
}
