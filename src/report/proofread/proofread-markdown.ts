import { cleaned } from '../../cleaned.ts'
import { recordedFor } from '../../proofread/recorded-for.ts'
import type { Finding } from '../../proofread/finding.ts'
import type { Proofreading, Shown } from '../../proofread/proofreading.ts'
import { shownIn } from '../../proofread/summary.ts'
import { code, codeBlock, escaped, indented } from '../markdown.ts'
import { remedyOf } from '../remedy.ts'
import {
  bothValues,
  claimsInWords,
  findingInWords,
  lineOf,
  lineOfShown,
  nameOfShown,
  placeOwnerInWords,
  summaryInWords,
} from './proofread-words.ts'

/** A proofreading as Markdown: what could be matched first, then each stale place with what to write. */
export function proofreadMarkdown(proof: Proofreading): string {
  const shown = shownIn(proof)
  const stale = shown.filter(({ standing, findings }) => standing === 'replaced' || findings.length > 0)
  const unmatched = shown.filter(({ standing }) => standing === 'not matched')
  const remarked = shown.filter(({ remarks }) => remarks.length > 0)
  const said = proof.parts.filter((part) => part.type === 'said').filter(({ claims }) => claims.length > 0)
  return cleaned(
    `${[
      `# ${escaped(proof.name)}, proofread`,
      summaryInWords(proof).map(escaped).join(' '),
      ...list(
        'Not matched',
        unmatched.map((one) => `- ${place(proof, one)}`),
      ),
      ...list(
        'Stale',
        stale.map((one) => stalePart(proof, one)),
      ),
      ...list(
        'Changed where the text prints nothing',
        remarked.map((one) => `- ${place(proof, one)}: ${escaped(claimsInWords(proof, one.remarks))}`),
      ),
      ...list(
        'Figures that claims speak of',
        said.map(
          ({ span, claims }) =>
            `- line ${lineOf(proof, span.from)}: ${escaped(claimsInWords(proof, claims))}`,
        ),
      ),
    ].join('\n\n')}\n`,
  )
}

const list = (heading: string, items: readonly string[]) =>
  items.length === 0 ? [] : [`## ${heading}: ${items.length}`, items.join('\n')]

const place = (proof: Proofreading, shown: Shown) =>
  `line ${lineOfShown(proof, shown)}, ${code(nameOfShown(shown))}`

function stalePart(proof: Proofreading, shown: Shown): string {
  const owners = [{ type: 'drift' as const, ids: shown.owners }, ...shown.findings.map(({ owner }) => owner)]
  const recorded = owners.flatMap((owner) => recordedFor(owner, proof.cluster.run.judged))
  const remedies = new Map(recorded.map((one) => [JSON.stringify([one.id, one.recorded.change]), one]))
  return [
    `- ${place(proof, shown)}${shown.owners.length > 0 ? `: ${escaped(claimsInWords(proof, shown.owners))}` : ''}`,
    ...shown.findings.map((finding) => indented(findingPart(proof, finding))),
    ...[...remedies.values()].map(({ id, recorded: { instead, remedy } }) =>
      indented(`- ${code(id)}: ${escaped(instead)} ${indented(remedyOf(remedy)).trimStart()}`),
    ),
  ].join('\n')
}

function findingPart(proof: Proofreading, finding: Finding): string {
  const [printed, now] = bothValues(finding)
  const diff = [
    ...(printed === undefined ? [] : printed.split('\n').map((line) => `- ${line}`)),
    ...(now === undefined ? [] : now.split('\n').map((line) => `+ ${line}`)),
  ]
  return [
    `- ${code(finding.place)}: ${findingInWords(finding)}; ${escaped(placeOwnerInWords(proof, finding))}`,
    indented(codeBlock(diff.join('\n'), 'diff')),
  ].join('\n')
}
