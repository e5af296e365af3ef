import { sinceOf, type Change } from '../changes/change.ts'
import { code, codeBlock, escaped, indented } from './markdown.ts'
import { placeInWords, printerInWords, sinceInWords } from './known-change-words.ts'
import { sourceLink } from './source-link.ts'
import { compareMinors } from './version-order.ts'

/**
 * The known changes as Markdown: by version what a student sees, newest first; then by what prints it.
 * @param changes in any order
 */
export function knownChangesPage(changes: readonly Change[]): string {
  const shown = changes.filter(({ proof }) => proof === 'runs').length
  const byVersion = [...Map.groupBy(changes, sinceOf)].toSorted(([a], [b]) => compareMinors(b, a))
  const byPrinter = [...Map.groupBy(changes, printerInWords)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `${[
    '# What Kubernetes prints otherwise since when',
    `${changes.length} known changes of what is printed: tables, descriptions, messages, YAML, answers of the API. Of ${shown} recorded runs show both sides; the others are as their author says, who names a source: nobody has checked that. The records are in \`changes/\`, and as [JSON](changes.json) with a [schema](changes.schema.json). \`npm run changes\` asks them.`,
    'Words in `<>` stand for what varies. A change is of the server, and of kubelet and kubeadm with it, or of kubectl: whose version that is decides.',
    '## By version',
    ...byVersion.flatMap(([version, some]) => [`### ${version}`, some.map(entry).join('\n')]),
    '## By what prints it',
    byPrinter
      .map(
        ([printer, some]) =>
          `- ${code(printer)}: ${some
            .toSorted((a, b) => compareMinors(sinceOf(a), sinceOf(b)))
            .map((change) => `${code(change.id)} (${sinceInWords(change)})`)
            .join(', ')}`,
      )
      .join('\n'),
  ].join('\n\n')}\n`
}

function entry(change: Change): string {
  const { id, from, to, when, axis, severity, says, remedy, source, proof } = change
  const { href, text } = sourceLink(source)
  const place = [printerInWords(change), placeInWords(change)].filter(Boolean).join(': ')
  const lines = [
    `**${code(place)}** ${escaped(says)}`,
    `${side(from)} → ${side(to)}${when === undefined ? '' : `, when ${escaped(when)}`}`,
    escaped(remedy.words),
    `_${axis}${typeof change.since === 'string' ? '' : `, ${sinceInWords(change)}`}, ${severity}, ${proof === 'runs' ? 'seen in runs' : 'said by its author'}_ ${code(id)} [${escaped(text)}](${href})`,
    ...(remedy.type === undefined ? [] : [codeBlock(remedy.type.join('\n'), 'sh')]),
  ]
  return `- ${indented(lines.join('\n')).trimStart()}`
}

const side = (text: string | null) => (text === null ? 'nothing' : text === '' ? 'an empty text' : code(text))
