import type { Cleaned } from '../../cleaned.ts'
import type { SeenChange, Comparison } from '../../compare/comparison.ts'
import { code, codeBlock, escaped, indented } from '../markdown.ts'
import { counted } from '../words.ts'
import { bySubject, doubtInWords, owners, seenInWords, shownValues, versionsInWords } from './change-words.ts'

/** A comparison as Markdown: line by line what is different, what belongs to nobody first. */
export function comparisonMarkdown(comparison: Cleaned<Comparison>): string {
  const { changes, uncompared } = comparison
  const [one, other] = versionsInWords(comparison)
  return `${[
    `# What a student sees on ${escaped(other)} and not on ${escaped(one)}`,
    ...doubtInWords(comparison).map(escaped),
    ...Object.entries(owners).flatMap(([type, words]) =>
      changesPart(
        words,
        changes.filter(({ owner }) => owner.type === type),
      ),
    ),
    ...(changes.length === 0 ? ['Nothing is different.'] : []),
    ...(uncompared.length > 0
      ? [
          '## Not compared',
          uncompared
            .map(({ scenario, of, because }) => `- ${escaped(scenario)}: ${code(of)}, ${escaped(because)}`)
            .join('\n'),
        ]
      : []),
  ].join('\n\n')}\n`
}

function changesPart(
  { heading, means }: { heading: string; means: string },
  changes: readonly SeenChange[],
): string[] {
  if (changes.length === 0) return []
  return [`## ${heading}: ${counted(changes.length, 'change')}`, means, changesInMarkdown(changes)]
}

/** Changes as a list, by what was typed, each as a diff. */
export const changesInMarkdown = (changes: readonly SeenChange[]) =>
  bySubject(changes)
    .map(({ of, owner, own }) =>
      [
        `- ${code(of)}${owner === undefined ? '' : `: ${escaped(owner)}`}`,
        ...own.map((change) => indented(inMarkdown(change))),
      ].join('\n'),
    )
    .join('\n\n')

/** A change as an item of a list, as a diff. */
function inMarkdown(change: SeenChange): string {
  const [before, now] = shownValues(change)
  const diff = [
    ...(before === undefined ? [] : before.split('\n').map((line) => `- ${line}`)),
    ...(now === undefined ? [] : now.split('\n').map((line) => `+ ${line}`)),
  ]
  return [
    `- ${code(change.place)} (${escaped(seenInWords(change))})`,
    indented(codeBlock(diff.join('\n'), 'diff')),
  ].join('\n')
}
