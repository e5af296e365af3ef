import { sum } from 'simple-statistics'
import { chaosRun } from './chaos-run.ts'
import { chaosTable, rowsOf, runInWords, unexplainedOf, type ChaosRow } from './chaos-table.ts'
import { faultKindsNamed } from './faults.ts'
import { controllersKilled } from './faults/components.ts'
import { connectionsCut } from './faults/network.ts'
import { nodePaused } from './faults/node.ts'
import { disturbed, wrongOf, type FaultyOutcome } from './outcome.ts'
import { planOf, type PlannedRun } from './plan.ts'
import { UsageError } from '../../src/errors.ts'
import type { Lab } from '../../src/lab/lab.ts'
import { runsOfLab } from '../kit/runs-of-lab.ts'

export interface ChaosOptions {
  kubernetes: string
  /** How many faults. */
  count: number
  /** Of the plan. */
  seed: number
  /** Only what short scenarios can show. */
  quick: boolean
  /** Only kinds of fault whose name has this in it. */
  only: string
}

/** What became of the faults. */
export interface Tried {
  rows: readonly ChaosRow[]
  /**
   * 0 every verdict was right or blocked for a true reason, the trace lost nothing, and nothing was left behind; 1 not
   * so; 2 not all could be tried.
   */
  exitCode: 0 | 1 | 2
}

/**
 * Lets things go wrong on clusters while the lab runs, and writes a table of what became of the verdicts.
 * @throws UsageError, CannotJudge, CommandFailed; the reason of the signal, when all is removed
 */
export async function chaos(
  lab: Lab,
  { kubernetes, count, seed, quick, only }: ChaosOptions,
  signal: AbortSignal,
): Promise<Tried> {
  const kinds = faultKindsNamed(only)
  const plan = planOf(kinds, count, seed, { quick, period: lab.period })
  if (plan.length === 0) {
    const known = faultKindsNamed('').map((kind) => (typeof kind === 'string' ? kind : kind.name))
    throw new UsageError(
      `--only: expected a part of the name of a kind of fault (${known.join(', ')}), found ${only}`,
    )
  }
  return await faultsAsPlanned(lab, plan, { kubernetes, seed, as: 'chaos' }, signal)
}

/** Three faults in one run of the short scenarios: what is tried each time that the project is tested. */
export async function someChaos(lab: Lab, kubernetes: string, signal: AbortSignal): Promise<Tried> {
  const some = [
    { fault: controllersKilled, moment: { afterBegin: 4 }, lasts: 0, pick: 0 },
    { fault: connectionsCut, moment: { afterBegin: 14 }, lasts: 1, pick: 0 },
    { fault: nodePaused, moment: { afterBegin: 22 }, lasts: 5, pick: 0 },
  ]
  const plan = [{ number: 1, quick: true, faults: some }]
  return await faultsAsPlanned(lab, plan, { kubernetes, seed: 0, as: 'some-chaos' }, signal)
}

async function faultsAsPlanned(
  lab: Lab,
  plan: readonly PlannedRun[],
  { kubernetes, seed, as }: Pick<ChaosOptions, 'kubernetes' | 'seed'> & { as: string },
  signal: AbortSignal,
): Promise<Tried> {
  const outcomes = await runsOfLab(
    lab,
    {
      kubernetes,
      name: 'chaos',
      as,
      plan: [{ busy: false, runs: plan }],
      run: chaosRun,
      isQuiet: (outcome) =>
        disturbed(outcome).length === 0 && !isBad(outcome) && outcome.problem === undefined,
      inWords: runInWords,
      sumUp: (all) => ({
        found: { seed, rows: rowsOf(all), outcomes: all.map(inJson) },
        page: chaosTable(all, seed),
        sum: sumInWords(rowsOf(all)),
      }),
    },
    signal,
  )
  const rows = rowsOf(outcomes)
  return { rows, exitCode: outcomes.some(isBad) ? 1 : rows.some(({ notDone }) => notDone > 0) ? 2 : 0 }
}

function sumInWords(rows: readonly ChaosRow[]): string {
  const total = (of: Exclude<keyof ChaosRow, 'kind'>) => sum(rows.map((row) => row[of]))
  return (
    `${total('count')} faults: ${total('asQuiet')} as in a quiet run, ${total('blocked')} blocked, ` +
    `${total('noticed')} noticed, ${total('wrong')} wrong, ${total('leftBehind')} left something behind`
  )
}

const isBad = (outcome: FaultyOutcome) =>
  wrongOf(outcome).length + unexplainedOf(outcome).length + outcome.left.length > 0 ||
  [outcome.differences].some(
    (found) => found && found.lost.length + found.doubled.length + found.invented.length > 0,
  )

/** A fault stands in JSON by its name. */
const inJson = ({ faults, ...outcome }: FaultyOutcome) => ({
  ...outcome,
  faults: faults.map(({ fault, ...more }) => ({ fault: fault.name, ...more })),
})
