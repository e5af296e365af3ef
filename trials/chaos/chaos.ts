import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cleaned, forLog } from '../../src/cleaned.ts'
import { setup } from '../../src/cluster/setup.ts'
import { chaosRun } from './chaos-run.ts'
import { chaosTable, rowsOf, runInWords, unexplainedOf, type ChaosRow } from './chaos-table.ts'
import type { Fault } from './fault.ts'
import { faultKindsNamed } from './faults.ts'
import { controllersKilled } from './faults/components.ts'
import { connectionsCut } from './faults/network.ts'
import { nodePaused } from './faults/node.ts'
import { disturbed, wrongOf, type Outcome } from './outcome.ts'
import { planOf, type PlannedRun } from './plan.ts'
import { UsageError } from '../../src/errors.ts'
import { scenariosOf, type Lab } from '../../src/lab/lab.ts'
import { keepTrace } from '../kit/keep-trace.ts'
import { inRunFolder, publish } from '../../src/run/run-folder.ts'
import { checkManifests } from '../../src/student/check-manifests.ts'

/** How many clusters there are at a time. */
const atOnce = 2

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
  const plan = planOf(kinds, count, seed, { quick })
  if (plan.length === 0) {
    const known = faultKindsNamed('').map((kind) => (typeof kind === 'string' ? kind : kind.name))
    throw new UsageError(
      `--only: expected a part of the name of a kind of fault (${known.join(', ')}), found ${only}`,
    )
  }
  return await faultsAsPlanned(lab, plan, { kubernetes, seed, name: 'chaos' }, signal)
}

/** Three faults in one run of the short scenarios: what is tried each time that the project is tested. */
export async function someChaos(lab: Lab, kubernetes: string, signal: AbortSignal): Promise<Tried> {
  const some = [
    { fault: controllersKilled, moment: { afterBegin: 4 }, lasts: 0, pick: 0 },
    { fault: connectionsCut, moment: { afterBegin: 14 }, lasts: 1, pick: 0 },
    { fault: nodePaused, moment: { afterBegin: 22 }, lasts: 5, pick: 0 },
  ]
  const plan = [{ number: 1, quick: true, faults: some }]
  return await faultsAsPlanned(lab, plan, { kubernetes, seed: 0, name: 'some-chaos' }, signal)
}

interface PlanOptions extends Pick<ChaosOptions, 'kubernetes' | 'seed'> {
  /** Of the folder in `reports/`. */
  name: string
}

async function faultsAsPlanned(
  lab: Lab,
  plan: readonly PlannedRun[],
  options: PlanOptions,
  signal: AbortSignal,
): Promise<Tried> {
  await checkManifests(lab.manifests, scenariosOf(lab))
  return await inRunFolder((folder) => faultsIn(folder, lab, plan, options, signal))
}

async function faultsIn(
  folder: string,
  lab: Lab,
  plan: readonly PlannedRun[],
  { kubernetes, seed, name }: PlanOptions,
  signal: AbortSignal,
): Promise<Tried> {
  const begun = Date.now()
  const toolbox = await setup({ kubernetes, signal })
  const outcomes: Outcome[] = []
  const ahead = [...plan]
  const lane = async () => {
    for (let run = ahead.shift(); run; run = ahead.shift()) {
      const { number } = run
      const tell = (text: string) => console.log(forLog(`run ${number} of ${plan.length}: ${text}`))
      const place = join(folder, `run-${number}`)
      const outcome = await chaosRun(run, { lab, kubernetes, toolbox, folder: place, tell, signal })
      outcomes.push(outcome)
      console.log(forLog(runInWords(outcome)))
      if (isQuiet(outcome)) await rm(place, { recursive: true })
      else await keepTrace(join(place, 'trace.ndjson')).catch(() => {})
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  await writeFile(
    join(folder, 'chaos.json'),
    `${JSON.stringify({ seed, rows: rowsOf(outcomes), outcomes }, inJson, 2)}\n`,
  )
  await writeFile(join(folder, 'chaos.md'), cleaned(chaosTable(outcomes, seed)))
  const published = await publish(folder, name)
  const rows = rowsOf(outcomes)
  const total = (of: 'count' | 'asQuiet' | 'blocked' | 'noticed' | 'wrong' | 'leftBehind' | 'notDone') =>
    rows.reduce((sum, row) => sum + row[of], 0)
  console.log(
    `\n${total('count')} faults: ${total('asQuiet')} as in a quiet run, ${total('blocked')} blocked, ` +
      `${total('noticed')} noticed, ${total('wrong')} wrong, ${total('leftBehind')} left something behind`,
  )
  console.log(`${((Date.now() - begun) / 1000).toFixed(0)} s; the table is ${published}/chaos.md`)
  return { rows, exitCode: outcomes.some(isBad) ? 1 : total('notDone') > 0 ? 2 : 0 }
}

const isQuiet = (outcome: Outcome) =>
  disturbed(outcome).length === 0 && !isBad(outcome) && outcome.problem === undefined

const isBad = (outcome: Outcome) =>
  wrongOf(outcome).length + unexplainedOf(outcome).length + outcome.left.length > 0 ||
  [outcome.differences].some(
    (found) => found && found.lost.length + found.doubled.length + found.invented.length > 0,
  )

/** A fault stands in JSON by its name. */
const inJson = (key: string, value: unknown): unknown => (key === 'fault' ? (value as Fault).name : value)
