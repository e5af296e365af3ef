import type { Lab } from '../../src/lab/lab.ts'
import { disturbedIn } from '../kit/outcome.ts'
import { runsOfLab, type RunGroup } from '../kit/runs-of-lab.ts'
import { EvenMoments, soakPlan, type SoakRun } from './soak-plan.ts'
import { soakRun } from './soak-run.ts'
import { soakedInWords, soakTable, sumInWords, sumOf, type Sum } from './soak-table.ts'

/** What became of the runs. */
export interface Ran extends Sum {
  /** 0 no verdict was wrong, nothing was unclaimed, and nothing was left behind, 1 not so, 2 not all runs came to their end. */
  exitCode: 0 | 1 | 2
}

/**
 * Runs the lab over and over, at all moments of its period, on idle and on busy cores, and writes down what differs.
 * @param count of runs
 * @throws UsageError, CannotJudge, CommandFailed; the reason of the signal, when all is removed
 */
export const soak = (lab: Lab, count: number, kubernetes: string, signal: AbortSignal): Promise<Ran> =>
  soaked(lab, soakPlan(count), new EvenMoments(count, lab.period), { kubernetes, as: 'soak' }, signal)

/** One run of the short scenarios on busy cores: what is tried each time that the project is tested. */
export const oneBusyRun = (lab: Lab, kubernetes: string, signal: AbortSignal): Promise<Ran> =>
  soaked(
    lab,
    [{ busy: true, runs: [{ number: 1, busy: true, together: 1 }] }],
    undefined,
    { kubernetes, as: 'busy' },
    signal,
  )

async function soaked(
  lab: Lab,
  plan: readonly RunGroup<SoakRun>[],
  phases: EvenMoments | undefined,
  where: { kubernetes: string; as: string },
  signal: AbortSignal,
): Promise<Ran> {
  const outcomes = await runsOfLab(
    lab,
    {
      ...where,
      name: 'soak',
      plan,
      run: (planned, setting) => soakRun(planned, phases, setting),
      isQuiet: (outcome) =>
        disturbedIn(outcome).length === 0 && outcome.unclaimed.length === 0 && outcome.problem === undefined,
      inWords: soakedInWords,
      sumUp: (all) => {
        const sum = sumOf(all)
        return { found: { ...sum, soaked: all }, page: soakTable(all), sum: sumInWords(sum) }
      },
    },
    signal,
  )
  const sum = sumOf(outcomes)
  return { ...sum, exitCode: sum.wrong + sum.unclaimed + sum.left > 0 ? 1 : sum.notDone > 0 ? 2 : 0 }
}
