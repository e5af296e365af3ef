import type { Cleaned } from '../../cleaned.ts'
import { markdownTable } from 'markdown-table'
import { verdicts } from '../../judge/verdict.ts'
import { code, escaped, indented, markdownLink } from '../markdown.ts'
import { remedyOf } from '../remedy.ts'
import { boundsInWords } from '../since.ts'
import { driftSource } from '../source-link.ts'
import { counted, sinceWords, verdictWords } from '../words.ts'
import { headingOf, noticesOf } from './notices.ts'
import type { Matrix, MatrixCell, MatrixColumn } from './matrix.ts'
import { rangeErrata, whereInWords, type RangeErrata } from './range-errata.ts'

/**
 * A matrix as Markdown: what is new, claims × versions, when each drift came, and errata.
 * @param links whether cells lead to the reports beside the file: not where it is shown elsewhere
 */
export function matrixMarkdown(
  matrix: Cleaned<Matrix>,
  { links }: { links: boolean } = { links: true },
): string {
  const { lab, columns, claims } = matrix
  const notices = noticesOf(matrix)
  const errata = rangeErrata(matrix)
  const cell = ({ verdict, begins }: MatrixCell, id: string, index: number) => {
    const sign = verdictWords[verdict].sign + (begins ? begun : '')
    const folder = columns[index]?.folder
    return links && folder !== undefined ? `[${sign}](${folder}/report.html#${id})` : sign
  }
  return `${[
    `# ${escaped(lab.title)} on ${counted(columns.length, 'version')} of Kubernetes`,
    summary(matrix),
    ...(notices.length > 0
      ? ['## To look at', notices.map(({ where, what }) => `- ${code(where)}: ${escaped(what)}`).join('\n')]
      : []),
    '## Claims and versions',
    `${verdicts.map((verdict) => `${verdictWords[verdict].sign} ${verdict}`).join(', ')}; ${begun} the first version that has it`,
    table(
      ['step', 'claim', ...columns.map(headingInMarkdown)],
      claims.map(({ id, step, cells }) => [
        step,
        code(id),
        ...cells.map((one, index) => cell(one, id, index)),
      ]),
    ),
    '## Since when',
    table(
      ['claim', 'recorded', 'seen', ''],
      matrix.drifts.map((drift) => [
        code(drift.claim),
        sinceWords(drift),
        escaped(boundsInWords(drift)),
        [
          drift.agrees ? drift.basis : '**disagrees**',
          ...(drift.axisIsSeen ? [`follows ${drift.axis}`] : []),
        ].join(', '),
      ]),
    ),
    ...(matrix.compared.length > 0
      ? [
          '## Neighbours compared',
          table(
            ['versions', 'changes', 'unclaimed'],
            matrix.compared.map(({ between, changes, unclaimed, page }) => [
              links ? `[${escaped(between.join(' → '))}](${page})` : escaped(between.join(' → ')),
              String(changes),
              String(unclaimed),
            ]),
          ),
        ]
      : []),
    ...(errata ? errataPart(errata) : []),
  ].join('\n\n')}\n`
}

const headingInMarkdown = (column: MatrixColumn) => escaped(headingOf(column))

/** Beside a verdict where a drift begins. */
const begun = '◂'

function summary({ columns }: Matrix): string {
  const there = verdicts.filter((verdict) => columns.some((column) => column.verdicts[verdict]))
  return table(
    ['', ...columns.map(headingInMarkdown)],
    there.map((verdict) => [
      `${verdictWords[verdict].sign} ${verdict}`,
      ...columns.map((column) => String(column.verdicts[verdict] ?? '')),
    ]),
  )
}

function errataPart({ from, to, errata, untried }: RangeErrata): string[] {
  return [
    `## Errata for ${from} to ${to}`,
    [
      `${counted(errata.length, 'statement')} of the lab need another text in at least one of these versions.`,
      ...(untried.length > 0 ? [`There is no run of ${untried.join(', ')}.`] : []),
    ].join(' '),
    ...errata.map((erratum) => {
      return [
        `### Step ${erratum.step}: ${code(erratum.claim)} (${erratum.severity})\n`,
        `- **The lab says:** ${escaped(erratum.says)}`,
        `- **What happens:** ${escaped(erratum.instead)}`,
        `- **In:** ${whereInWords(erratum)}`,
        `- **Since:** ${sinceWords(erratum)}, ${erratum.basis} (${markdownLink(driftSource(erratum))})`,
        `- **Write or type instead:** ${indented(remedyOf(erratum.remedy)).trimStart()}`,
      ].join('\n')
    }),
  ]
}

const table = (header: string[], rows: string[][]) =>
  markdownTable([header, ...rows].map((row) => row.map((text) => text.replaceAll('|', String.raw`\|`))))
