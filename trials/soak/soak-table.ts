import { reasonInWords } from '../../src/property/reason-words.ts'
import type { JudgedByWorker } from '../../src/run/messages.ts'
import { disturbedIn, isBlocked, isWrong } from '../kit/outcome.ts'
import { tableOf } from '../kit/table.ts'
import type { Soaked } from './soak-run.ts'

/** What a soak comes to. */
export interface Sum {
  runs: number
  /** How many verdicts were wrong, in all runs together. */
  wrong: number
  blocked: number
  /** How much was seen that no claim speaks of. */
  unclaimed: number
  /** The most claims that were blocked in one run. */
  mostBlocked: number
  /** How often a claim was blocked for a reason, most often first. */
  reasons: [reason: string, count: number][]
  /** Runs that did not come to their end. */
  notDone: number
  /** What was left of the runs. */
  left: number
}

const wordsOf = (reason: JudgedByWorker['reason']) => (reason ? reasonInWords(reason) : '')

/** Sums up. */
export function sumOf(soaked: readonly Soaked[]): Sum {
  const disturbed = soaked.flatMap(disturbedIn)
  const reasons = Object.entries(
    Object.groupBy(disturbed.filter(isBlocked), ({ reason }) =>
      wordsOf(reason).replaceAll(/\d+\.\d s/g, '… s'),
    ),
  )
  return {
    runs: soaked.length,
    wrong: disturbed.filter(isWrong).length,
    blocked: disturbed.filter(isBlocked).length,
    unclaimed: soaked.reduce((sum, { unclaimed }) => sum + unclaimed.length, 0),
    mostBlocked: Math.max(0, ...soaked.map((run) => run.judged.filter(isBlocked).length)),
    reasons: reasons
      .map(([reason, claims = []]): [string, number] => [reason, claims.length])
      .toSorted(([, a], [, b]) => b - a),
    notDone: soaked.filter(({ problem }) => problem !== undefined).length,
    left: soaked.reduce((sum, { left }) => sum + left.length, 0),
  }
}

/** The sum in a sentence. */
export const sumInWords = ({ runs, wrong, unclaimed, blocked, mostBlocked, notDone, left }: Sum) =>
  `${runs} runs: ${wrong} wrong verdicts, ${unclaimed} unclaimed, ${blocked} blocked, at most ${mostBlocked} in one run` +
  (notDone > 0 ? `, ${notDone} runs did not end` : '') +
  (left > 0 ? `, ${left} things left behind` : '')

/** One run in some lines: how it was made, and every claim that is not as in a quiet one. */
export function soakedInWords({ number, phase, judged, unclaimed, problem, left, ...how }: Soaked): string {
  const counts = Object.entries(Object.groupBy(judged, ({ verdict }) => verdict)).map(
    ([verdict, claims]) => `${claims.length} ${verdict}`,
  )
  return [
    `- Run ${number}, ${loadInWords(how)}${phase === undefined ? '' : `, begun ${phase} s into the period`}: ${problem ?? counts.join(', ')}`,
    ...disturbedIn({ judged }).map(({ id, verdict, reason, found }) =>
      verdict === 'blocked'
        ? `  - blocked: ${id}: ${wordsOf(reason)}`
        : [`  - **${verdict}**: ${id}`, ...found.map((words) => `    - ${words}`)].join('\n'),
    ),
    ...unclaimed.map((what) => `  - **unclaimed**: ${what}`),
    ...left.map((what) => `  - **left behind**: ${what}`),
  ].join('\n')
}

const loadInWords = ({ busy, together }: Pick<Soaked, 'busy' | 'together'>) =>
  [busy ? 'all cores busy' : 'nothing else', ...(together > 1 ? [`${together} runs at a time`] : [])].join(
    ', ',
  )

/** The report in Markdown. */
export function soakTable(soaked: readonly Soaked[]): string {
  const sum = sumOf(soaked)
  const inOrder = soaked.toSorted((a, b) => a.number - b.number)
  const rows = inOrder.map(({ number, phase, judged, unclaimed, problem, ...how }) => [
    number,
    phase === undefined ? '' : `${phase} s`,
    loadInWords(how),
    judged.filter(isWrong).length,
    unclaimed.length,
    judged.filter(isBlocked).length,
    problem?.split('\n')[0],
  ])
  return [
    '# Soak\n',
    `${sumInWords(sum)}.\n`,
    tableOf(['run', 'of the period', 'load', 'wrong', 'unclaimed', 'blocked', ''], rows),
    '\n## Why claims were blocked\n',
    ...sum.reasons.map(([reason, count]) => `- ${count} times: ${reason}`),
    '\n## Runs\n',
    ...inOrder.map(soakedInWords),
    '',
  ].join('\n')
}
