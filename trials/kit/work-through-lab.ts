import type { Toolbox } from '../../src/cluster/setup.ts'
import type { Lab } from '../../src/lab/lab.ts'
import { LabRun } from '../../src/run/lab-run.ts'
import { leftOf } from './left-behind.ts'
import type { Outcome } from './outcome.ts'
import { unclaimedIn } from './unclaimed-in.ts'

/** What the runs of a trial share, and what each of them has. */
export interface Setting {
  lab: Lab
  kubernetes: string
  toolbox: Toolbox
  /** Path of the folder for what this run leaves. */
  folder: string
  tell: (text: string) => void
  signal: AbortSignal
}

/** Starts a run of the lab in a process of its own. @param quick only the short scenarios */
export const startLab = ({ lab, kubernetes, folder }: Setting, quick: boolean): Promise<LabRun> =>
  LabRun.start({ module: lab.module, kubernetes, quick }, folder)

/**
 * Does something with a run of the lab, and ends it. What breaks it is part of the outcome.
 * @param work gives the verdicts, and what else is to be known of the run
 * @throws the reason of the signal
 */
export async function workThroughLab<T extends Pick<Outcome, 'judged'>>(
  setting: Setting,
  quick: boolean,
  work: (run: LabRun) => Promise<T>,
): Promise<Omit<Outcome, 'number'> & Partial<T>> {
  const run = await startLab(setting, quick)
  const attempt = async () => {
    try {
      await using leaving = run
      return { ...(await work(leaving)), unclaimed: await unclaimedIn(setting.lab, run.trace) }
    } catch (error) {
      setting.signal.throwIfAborted()
      return { judged: [], unclaimed: [], problem: (error as Error).message }
    }
  }
  return { ...(await attempt()), left: await leftOf(run, setting.toolbox.engine) } as Omit<
    Outcome,
    'number'
  > &
    Partial<T>
}
