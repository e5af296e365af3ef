import { tableOf } from '../kit/table.ts'
import { benchClaimNames, benchClaims } from './bench-claim.ts'
import type { Figures, Measure } from './figures.ts'
import type { Goal } from './goals.ts'
import type { Sayable } from './tool.ts'

/** What is known of a tool when all has been measured. */
export interface ToolColumn {
  name: string
  version: string
  /** Why it could not be had. */
  missing?: string
  /** Lines that an author writes: not empty, and no comment. */
  lines: number
  says: Readonly<Record<string, Sayable>>
  jobs: Figures
  access: Figures
  /** Claims that it found false in the world as it is. */
  red: readonly string[]
  /** Claims of which it said nothing in some run: they could not be judged. */
  silent: readonly string[]
}

/** A counterexample, and for each tool whether it was noticed; undefined where it can't be run. */
export interface NoticedRow {
  scenario: string
  change: string
  noticed: Readonly<Record<string, boolean | undefined>>
}

/** All that a benchmark has found. */
export interface BenchReport {
  /** When and where, in words. */
  circumstances: string
  /** The first is this suite. */
  columns: readonly ToolColumn[]
  rows: readonly NoticedRow[]
  goals: readonly Goal[]
}

/** What the counterexamples are tried on besides: all claims of the lab, as `falsify` has them. */
export const wholeLab = 'kubelab, the whole lab'

type Format = (value: number) => string
const seconds: Format = (value) => `${value.toFixed(1)} s`
const milliseconds: Format = (value) => `${value.toFixed(0)} ms`
const whole: Format = (value) => value.toFixed(0)

const measures: readonly (readonly [string, 'jobs' | 'access', Measure, Format])[] = [
  ['three claims about Jobs: wall time', 'jobs', 'wallSeconds', seconds],
  ['until the last verdict', 'jobs', 'verdictSeconds', seconds],
  ['event to verdict, p50', 'jobs', 'latency50', milliseconds],
  ['event to verdict, p99', 'jobs', 'latency99', milliseconds],
  ['event in the trace to verdict, p50', 'jobs', 'afterEvent50', milliseconds],
  ['event in the trace to verdict, p99', 'jobs', 'afterEvent99', milliseconds],
  ['API requests', 'jobs', 'requests', whole],
  ['of them typed by nobody', 'jobs', 'untypedRequests', whole],
  ['CPU time', 'jobs', 'cpuSeconds', seconds],
  ['403 and proxy: wall time', 'access', 'wallSeconds', seconds],
  ['API requests', 'access', 'requests', whole],
  ['CPU time', 'access', 'cpuSeconds', seconds],
]

/** A benchmark in Markdown: what it took, what can be said, what is noticed, and the goals. */
export function benchTable({ circumstances, columns, rows, goals }: BenchReport): string {
  const had = columns.filter(({ missing }) => missing === undefined)
  const [own] = had
  const cells = (set: 'jobs' | 'access', measure: Measure, format: Format) =>
    had.map((column) => withRatio(column[set][measure], own?.[set][measure], format))
  const measured = tableOf(
    ['', ...had.map(({ name, version }) => `${name} (${version})`)],
    [
      ...measures.map(([words, set, measure, format]) => [words, ...cells(set, measure, format)]),
      ['lines that an author writes', ...had.map(({ lines }) => withRatio(lines, own?.lines, whole))],
      ['claims that can be said, in part, not', ...had.map(({ says }) => counted(says))],
      ['counterexamples noticed by these claims', ...had.map(({ name }) => noticedOf(name, rows))],
      ['by all claims of the lab', noticedOf(wholeLab, rows)],
    ],
  )
  return [
    circumstances,
    measured,
    ...columns.flatMap(({ name, version, missing }) =>
      missing === undefined ? [] : [`${name} (${version}) could not be had: ${missing}`],
    ),
    ...had.flatMap(({ name, red }) =>
      red.length === 0 ? [] : [`${name} found false what is true: ${red.join(', ')}`],
    ),
    ...had.flatMap(({ name, silent }) =>
      silent.length === 0 ? [] : [`${name} did not come to a verdict in a run of: ${silent.join(', ')}`],
    ),
    goals.map(({ words, met, found }) => `- ${met ? 'met' : '**missed**'}: ${words}: ${found}`).join('\n'),
    saidTable(had),
    noticedTable(had, rows),
    '',
  ].join('\n\n')
}

function saidTable(columns: readonly ToolColumn[]): string {
  const mark = { yes: 'yes', part: 'in part', no: 'no' }
  const cell = (said: Sayable | undefined) => (said ? `${mark[said.how]}: ${said.words}` : '')
  return tableOf(
    ['claim', ...columns.map(({ name }) => name)],
    benchClaimNames.map((name) => [benchClaims[name].says, ...columns.map(({ says }) => cell(says[name]))]),
  )
}

function noticedTable(columns: readonly ToolColumn[], rows: readonly NoticedRow[]): string {
  const names = namesIn(rows, columns)
  const cell = (noticed: boolean | undefined) => (noticed === undefined ? '' : noticed ? 'red' : 'green')
  return tableOf(
    ['scenario', 'counterexample', ...names],
    rows.map(({ scenario, change, noticed }) => [
      scenario,
      change,
      ...names.map((name) => cell(noticed[name])),
    ]),
  )
}

const namesIn = (rows: readonly NoticedRow[], columns: readonly ToolColumn[]) => [
  ...new Set([...columns.map(({ name }) => name), ...rows.flatMap(({ noticed }) => Object.keys(noticed))]),
]

/** How many counterexamples a tool has noticed, of how many that it could be run in. */
function noticedOf(name: string, rows: readonly NoticedRow[]): string {
  const tried = rows.flatMap(({ noticed }) => noticed[name] ?? [])
  return `${tried.filter(Boolean).length} of ${tried.length}`
}

function counted(says: ToolColumn['says']): string {
  const count = (how: Sayable['how']) => Object.values(says).filter((said) => said.how === how).length
  return `${count('yes')}, ${count('part')}, ${count('no')}`
}

/** A figure, and how many times that of this suite it is. */
function withRatio(value: number | undefined, own: number | undefined, format: Format): string {
  if (value === undefined) return '–'
  if (own === undefined || own === value || own <= 0) return format(value)
  return `${format(value)} (${(value / own).toFixed(1)}×)`
}
