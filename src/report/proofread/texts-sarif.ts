import type { Change } from '../../changes/change.ts'
import type { Cleaned } from '../../cleaned.ts'
import { codeBlock, escaped } from '../markdown.ts'
import { remedyOf } from '../remedy.ts'
import { sourceLink } from '../source-link.ts'
import { staleText } from './texts-annotations.ts'
import { sinceOfChange, stalesOf, staleInWords, unjudgedIn } from './stale-words.ts'
import type { StalePlace, TextsReport } from './texts-report.ts'

/** How GitHub and others show what has this severity. */
const levels = { blocks: 'error', misleads: 'warning', cosmetic: 'note' } as const

/** What GitHub takes of one file, and shows of a message. */
const [mostResults, longestMessage] = [5000, 1000]

/** Rules for what no known change is behind, by what became of the place. */
const ownRules = {
  changed: 'Something else is printed there, and no known change says why.',
  missing: 'The cluster prints something that the text has not, and no known change says why.',
  'not printed any more': 'The cluster does not print it, and no known change says why.',
  'to be typed otherwise': 'The line does not do any more what it did.',
} satisfies Record<StalePlace['standing'], string>

const ruleIdOf = ({ changes: [newest], standing }: StalePlace) => newest ?? standing.replaceAll(' ', '-')

/**
 * What proofreading found, as programs that show findings in a diff read it: SARIF 2.1.0. A rule is a known change, with its
 * source; a result is a stale place. What could not be read or judged is told as a notification.
 */
export function sarifOf(report: Cleaned<TextsReport>): string {
  const found = report.texts.flatMap((text) => stalesOf(text).map((stale) => ({ text, stale })))
  const shown = found.slice(0, mostResults)
  const ruleIds = [...new Set(shown.map(({ stale }) => ruleIdOf(stale)))]
  const known = new Map(report.changes.map((change) => [change.id, change]))
  const sarif = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'kubelab-conformance proofread',
            rules: ruleIds.map((id) => {
              const change = known.get(id)
              return change ? ruleOf(change) : ownRule(id)
            }),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: report.exitCode !== 2,
            exitCode: report.exitCode,
            toolExecutionNotifications: [
              ...report.texts.flatMap((text) =>
                unjudgedIn(text).map(({ reason, lines }) => ({
                  level: 'note',
                  message: { text: short(reason) },
                  locations: lines.map((line) => location(text.name, line)),
                })),
              ),
              ...(shown.length < found.length
                ? [{ level: 'warning', message: { text: `${found.length - shown.length} more are stale.` } }]
                : []),
            ],
          },
        ],
        results: shown.map(({ text, stale }) => {
          const id = ruleIdOf(stale)
          const change = known.get(id)
          return {
            ruleId: id,
            ruleIndex: ruleIds.indexOf(id),
            level: change ? levels[change.severity] : 'warning',
            message: { text: short(`${staleInWords(stale)}\n${staleText(stale, report)}`) },
            locations: [location(text.name, stale.line)],
          }
        }),
      },
    ],
  }
  return `${JSON.stringify(sarif, undefined, 2)}\n`
}

const short = (text: string) => (text.length > longestMessage ? `${text.slice(0, longestMessage)}…` : text)

const location = (path: string, startLine: number) => ({
  physicalLocation: {
    artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
    region: { startLine },
  },
})

function ruleOf(change: Change) {
  const { href, text } = sourceLink(change.source)
  const since = `Since ${sinceOfChange(change)}. Source: `
  const sides = [change.from, change.to].flatMap((side, index) =>
    side === null
      ? []
      : [`${index === 0 ? '- ' : '+ '}${side.replaceAll('\n', index === 0 ? '\n- ' : '\n+ ')}`],
  )
  return {
    id: change.id,
    shortDescription: { text: change.says },
    fullDescription: { text: `${change.says} ${change.remedy.words}` },
    helpUri: href,
    help: {
      text: `${change.remedy.words} ${since}${href}`,
      markdown: [
        remedyOf(change.remedy),
        codeBlock(sides.join('\n'), 'diff'),
        `${escaped(since)}[${escaped(text)}](${href})`,
      ].join('\n\n'),
    },
    defaultConfiguration: { level: levels[change.severity] },
  }
}

function ownRule(id: string) {
  const [, words = ''] =
    Object.entries(ownRules).find(([standing]) => standing.replaceAll(' ', '-') === id) ?? []
  return {
    id,
    shortDescription: { text: words },
    fullDescription: { text: words },
    help: { text: `${words} Look at what the cluster prints in the report, and write that.` },
    defaultConfiguration: { level: 'warning' },
  }
}
