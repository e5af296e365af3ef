import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { forLog } from '../../src/cleaned.ts'
import { setup } from '../../src/cluster/setup.ts'
import { scenariosOf, type Lab } from '../../src/lab/lab.ts'
import { everyMinute } from '../../src/run/every-minute.ts'
import { inRunFolder } from '../../src/run/run-folder.ts'
import { sideBySide } from '../../src/side-by-side.ts'
import { checkManifests } from '../../src/student/check-manifests.ts'
import { Busy } from './busy.ts'
import { keepTrace } from './keep-trace.ts'
import type { Outcome } from './outcome.ts'
import { publishTable, type Findings } from './publish-table.ts'
import type { Setting } from './work-through-lab.ts'

/** How many clusters there are at a time. */
const atOnce = 2

/** Runs that go on side by side, and whether all cores are kept busy meanwhile. */
export interface RunGroup<Planned> {
  busy: boolean
  runs: readonly Planned[]
}

/** How the lab is run over and over. */
export interface Series<Planned extends { number: number }, Found extends Outcome> {
  kubernetes: string
  /** Of the trial, and of the folder among the reports of the lab. */
  name: string
  as: string
  /** One group comes after another. */
  plan: readonly RunGroup<Planned>[]
  run: (planned: Planned, setting: Setting) => Promise<Found>
  /** Whether nothing of a run is to be kept. */
  isQuiet: (outcome: Found) => boolean
  inWords: (outcome: Found) => string
  sumUp: (outcomes: readonly Found[]) => Findings
}

/**
 * Runs the lab as it is planned, and writes down what became of the runs. The trace of a run is kept where it is not quiet.
 * @throws UsageError, CannotJudge, CommandFailed; the reason of the signal, when all is removed
 */
export async function runsOfLab<Planned extends { number: number }, Found extends Outcome>(
  lab: Lab,
  { kubernetes, name, as, plan, run, isQuiet, inWords, sumUp }: Series<Planned, Found>,
  signal: AbortSignal,
): Promise<Found[]> {
  await checkManifests(lab.manifests, scenariosOf(lab))
  return await inRunFolder(async (folder) => {
    const begun = Date.now()
    const toolbox = await setup({ kubernetes, signal })
    const count = plan.flatMap(({ runs }) => runs).length
    const outcomes: Found[] = []
    const one = async (planned: Planned, either: AbortSignal) => {
      const tell = (text: string) => console.log(forLog(`run ${planned.number} of ${count}: ${text}`))
      using _ = everyMinute(tell)
      const place = join(folder, `run-${planned.number}`)
      const outcome = await run(planned, { lab, kubernetes, toolbox, folder: place, tell, signal: either })
      outcomes.push(outcome)
      console.log(forLog(inWords(outcome)))
      if (isQuiet(outcome)) await rm(place, { recursive: true })
      else await keepTrace(join(place, 'trace.ndjson')).catch(() => {})
    }
    for (const { busy, runs } of plan) {
      using _ = busy ? new Busy() : undefined
      await sideBySide(
        runs.map((planned) => (either: AbortSignal) => one(planned, either)),
        signal,
        atOnce,
      )
    }
    await publishTable(folder, lab, sumUp(outcomes), begun, name, as)
    return outcomes
  })
}
