import { setTimeout as pause } from 'node:timers/promises'
import type { Setting } from '../chaos/chaos-run.ts'
import { everyMinute } from '../../src/run/every-minute.ts'
import { LabRun } from '../../src/run/lab-run.ts'
import { leftOf } from '../kit/left-behind.ts'
import type { JudgedByWorker } from '../../src/run/messages.ts'
import { isAsQuiet } from '../chaos/outcome.ts'
import type { EvenMoments, SoakRun } from './soak-plan.ts'

/** What became of one run of a soak. */
export interface Soaked extends SoakRun {
  /** Seconds since the last firing of the lab's schedule at which it began; nothing where there came no cluster. */
  phase?: number
  /** How many claims got which verdict. */
  verdicts: Partial<Record<JudgedByWorker['verdict'], number>>
  /** The claims that are not as in a quiet run. */
  disturbed: readonly JudgedByWorker[]
  /** Why the run did not end. */
  problem?: string
  left: readonly string[]
}

/**
 * Works through the lab at a moment of its period; where none is to be chosen, through the short scenarios at once. What breaks the run is part of the outcome.
 * @throws the signal's reason
 */
export async function soakRun(
  planned: SoakRun,
  phases: EvenMoments | undefined,
  { lab, kubernetes, toolbox, folder, tell, signal }: Setting,
): Promise<Soaked> {
  using _ = everyMinute(tell)
  const run = await LabRun.start({ module: lab.module, kubernetes, quick: phases === undefined }, folder)
  let outcome: Soaked = { ...planned, verdicts: {}, disturbed: [], left: [] }
  try {
    await using leaving = run
    await leaving.cluster(signal)
    const { phase, wait } = phases?.take(Date.now()) ?? { phase: undefined, wait: 0 }
    if (phase !== undefined) tell(`begins ${phase} s after a firing, in ${(wait / 1000).toFixed(0)} s`)
    await pause(wait, undefined, { signal })
    run.go()
    const judged = await run.judged(signal)
    const counted = Object.entries(Object.groupBy(judged, ({ verdict }) => verdict))
    const verdicts = Object.fromEntries(counted.map(([verdict, claims]) => [verdict, claims.length]))
    outcome = {
      ...outcome,
      ...(phase !== undefined && { phase }),
      verdicts,
      disturbed: judged.filter((claim) => !isAsQuiet(claim)),
    }
  } catch (error) {
    signal.throwIfAborted()
    outcome.problem = (error as Error).message
  }
  return { ...outcome, left: await leftOf(run, toolbox.engine) }
}
