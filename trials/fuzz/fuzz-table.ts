import { sum } from 'simple-statistics'
import { tableOf } from '../kit/table.ts'
import type { FuzzFault, Fuzzed } from './fuzz-run.ts'
import { results } from './outcome.ts'

/** Characters of a fault and its case that the report shows. */
const longest = 3000

/** The report in Markdown: how many cases of each kind there were, what became of them, and each fault. */
export function fuzzTable(fuzzed: readonly Fuzzed[], seed: number): string {
  const row = (kind: string, counts: Fuzzed['counts'], slowest: number, seconds: number) => [
    kind,
    sum(Object.values(counts)),
    ...results.map((result) => counts[result]),
    Number(slowest.toFixed(1)),
    Math.round(seconds),
  ]
  const all = Object.fromEntries(
    results.map((result) => [result, sum(fuzzed.map(({ counts }) => counts[result]))]),
  ) as Fuzzed['counts']
  const faults = fuzzed.flatMap((one) => one.faults)
  return [
    `# Inputs\n`,
    `Seed ${seed}. _Unhelpful_: an error that does not say what was expected where, and what to do. _Wrong_: an exit code or a`,
    `verdict that can't be true. _Crash_: a stack, or an end of the process. Times are seconds.\n`,
    tableOf(
      ['input', 'cases', ...results, 'slowest', 'all'],
      [
        ...fuzzed.map(({ kind, counts, slowest, seconds }) => row(kind, counts, slowest, seconds)),
        row(
          'all',
          all,
          Math.max(...fuzzed.map(({ slowest }) => slowest)),
          sum(fuzzed.map(({ seconds }) => seconds)),
        ),
      ],
    ),
    ...(faults.length > 0 ? ['\n## Faults', ...faults.map(faultInWords)] : []),
    '',
  ].join('\n')
}

/** A fault with the case in which it was found, and how to feed that again. */
export function faultInWords({ kind, input, count, result, text }: FuzzFault, index: number): string {
  const file = `fault-${index + 1}.json`
  return [
    `\n${index + 1}. ${kind}: ${result}, in ${count} cases; \`npm run trial -- fuzz --case ${file}\` feeds it again, from beside this page:\n`,
    block(JSON.stringify(input)),
    '',
    block(text),
  ].join('\n')
}

const block = (text: string) =>
  `\`\`\`\n${text.length > longest ? `${text.slice(0, longest)} …` : text}\n\`\`\``.replaceAll(/^/gm, '   ')
