import { setTimeout as pause } from 'node:timers/promises'
import type { Outcome } from '../kit/outcome.ts'
import { workThroughLab, type Setting } from '../kit/work-through-lab.ts'
import type { EvenMoments, SoakRun } from './soak-plan.ts'

/** What became of one run of a soak. */
export interface Soaked extends SoakRun, Outcome {
  /** Seconds of the lab's period at which it began; nothing where there came no cluster. */
  phase?: number
}

/**
 * Works through the lab at a moment of its period; where none is to be chosen, through the short scenarios at once. What breaks the run is part of the outcome.
 * @throws the signal's reason
 */
export async function soakRun(
  planned: SoakRun,
  phases: EvenMoments | undefined,
  setting: Setting,
): Promise<Soaked> {
  const { tell, signal } = setting
  const outcome = await workThroughLab(setting, phases === undefined, async (run) => {
    await run.cluster(signal)
    const moment = phases?.take(Date.now())
    if (moment) {
      tell(`begins ${moment.phase} s into the period, in ${(moment.wait / 1000).toFixed(0)} s`)
      await pause(moment.wait, undefined, { signal })
    }
    run.go()
    return { judged: await run.judged(signal), ...(moment && { phase: moment.phase }) }
  })
  return { ...planned, ...outcome }
}
