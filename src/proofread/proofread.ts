import { looksAtCommand } from '../judge/steps-of-commands.ts'
import { isDrifted } from './claim-of.ts'
import type { KnownRun } from './cluster.ts'
import { excerptsOf } from './excerpts.ts'
import { matched } from './match.ts'
import type { Proofreading, SpokenLine, Shown } from './proofreading.ts'
import { readText } from './read-text.ts'
import { claimsFor } from './recorded-for.ts'
import { saidIn, stepsAround } from './said.ts'
import { shareOwners } from './share-owners.ts'
import { replacedLine, shownFile, shownLine, unmatched } from './shown.ts'

/**
 * Checks a text against a recorded run.
 * @param name of its file, whose ending says its form
 */
export function proofread(name: string, content: string, cluster: KnownRun): Proofreading {
  const text = readText(name, content)
  const all = excerptsOf(text, cluster.vocabulary)
  const excerpts = all.filter((part) => part.type === 'excerpt')
  const lines = matched(excerpts, cluster)
  const shown = excerpts.map((excerpt, at) => {
    const match = lines.get(excerpt)
    if (match) return shownLine(match, cluster)
    if (excerpt.shows !== undefined) return shownFile(excerpt, at, excerpts, lines, cluster)
    return replacedLine(excerpt, cluster) ?? unmatched(excerpt)
  })
  const spread = shareOwners(shown)
  const owned = new Set(spread.flatMap((one) => ownersIn(one, cluster)))
  const remarked = spread.map((one) => ({ ...one, remarks: remarksOn(one, owned, cluster) }))
  const byExcerpt = new Map(remarked.map((one) => [one.excerpt, one]))
  const parts = all.flatMap((part, at): (Shown | SpokenLine)[] =>
    part.type === 'excerpt'
      ? [byExcerpt.get(part) ?? unmatched(part)]
      : saidIn(part, stepsAround(all, at, byExcerpt), cluster),
  )
  return { name, text, cluster, parts }
}

const ownersIn = ({ owners, findings }: Shown, { run }: KnownRun): string[] => [
  ...owners,
  ...findings.flatMap(({ owner }) => claimsFor(owner, run.judged)),
]

function remarksOn({ line, standing }: Shown, owned: ReadonlySet<string>, { run }: KnownRun): string[] {
  if (!line || standing !== 'matched') return []
  return run.judged
    .filter(
      (judgement) =>
        isDrifted(judgement) && !owned.has(judgement.id) && looksAtCommand(judgement, line.command),
    )
    .map(({ id }) => id)
}
