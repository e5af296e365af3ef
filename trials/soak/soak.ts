import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Busy } from '../kit/busy.ts'
import { EvenMoments, soakPlan, type SoakRun } from './soak-plan.ts'
import { soakRun, type Soaked } from './soak-run.ts'
import { soakedInWords, soakTable, sumInWords, sumOf, type Sum } from './soak-table.ts'
import { cleaned, forLog } from '../../src/cleaned.ts'
import { setup } from '../../src/cluster/setup.ts'
import { scenariosOf, type Lab } from '../../src/lab/lab.ts'
import { keepTrace } from '../kit/keep-trace.ts'
import { inRunFolder, publish } from '../../src/run/run-folder.ts'
import { checkManifests } from '../../src/student/check-manifests.ts'

/** What became of the runs. */
export interface Ran extends Sum {
  /** 0 no verdict was wrong and nothing was left behind, 1 not so, 2 not all runs came to their end. */
  exitCode: 0 | 1 | 2
}

/**
 * Runs the lab over and over, at all moments of its period, on idle and on busy cores, and writes down what differs.
 * @param count of runs
 * @throws UsageError, CannotJudge, CommandFailed; the reason of the signal, when all is removed
 */
export async function soak(lab: Lab, count: number, kubernetes: string, signal: AbortSignal): Promise<Ran> {
  return runsAsPlanned(lab, soakPlan(count), { kubernetes, quick: false, name: 'soak' }, signal)
}

/** One run of the short scenarios on busy cores: what is tried each time that the project is tested. */
export async function oneBusyRun(lab: Lab, kubernetes: string, signal: AbortSignal): Promise<Ran> {
  const plan = [[{ number: 1, busy: true, together: 1 }]]
  return runsAsPlanned(lab, plan, { kubernetes, quick: true, name: 'busy' }, signal)
}

interface SoakOptions {
  kubernetes: string
  quick: boolean
  /** Of the folder in `reports/`. */
  name: string
}

async function runsAsPlanned(
  lab: Lab,
  plan: readonly (readonly SoakRun[])[],
  options: SoakOptions,
  signal: AbortSignal,
): Promise<Ran> {
  await checkManifests(lab.manifests, scenariosOf(lab))
  return await inRunFolder((folder) => runsIn(folder, lab, plan, options, signal))
}

async function runsIn(
  folder: string,
  lab: Lab,
  plan: readonly (readonly SoakRun[])[],
  { kubernetes, quick, name }: SoakOptions,
  signal: AbortSignal,
): Promise<Ran> {
  const begun = Date.now()
  const toolbox = await setup({ kubernetes, signal })
  const count = plan.flat().length
  const phases = quick ? undefined : new EvenMoments(count)
  const soaked: Soaked[] = []
  const one = async (planned: SoakRun) => {
    const tell = (text: string) => console.log(forLog(`run ${planned.number} of ${count}: ${text}`))
    const place = join(folder, `run-${planned.number}`)
    const setting = { lab, kubernetes, toolbox, folder: place, tell, signal }
    const outcome = await soakRun(planned, phases, setting)
    soaked.push(outcome)
    console.log(forLog(soakedInWords(outcome)))
    if (outcome.disturbed.length === 0 && outcome.problem === undefined) await rm(place, { recursive: true })
    else await keepTrace(join(place, 'trace.ndjson')).catch(() => {})
  }
  for (const group of plan) {
    using _ = group.some(({ busy }) => busy) ? new Busy() : undefined
    await Promise.all(group.map(one))
  }
  const sum = sumOf(soaked)
  await writeFile(join(folder, 'soak.json'), `${JSON.stringify({ ...sum, soaked }, undefined, 2)}\n`)
  await writeFile(join(folder, 'soak.md'), cleaned(soakTable(soaked)))
  const published = await publish(folder, name)
  console.log(`\n${sumInWords(sum)}`)
  console.log(`${((Date.now() - begun) / 1000).toFixed(0)} s; the table is ${published}/soak.md`)
  return { ...sum, exitCode: sum.wrong + sum.left > 0 ? 1 : sum.notDone > 0 ? 2 : 0 }
}
