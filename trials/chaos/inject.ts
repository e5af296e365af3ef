import { setTimeout as pause } from 'node:timers/promises'
import type { FaultTarget } from './fault.ts'
import { timeOf, type PlannedFault } from './plan.ts'

/** What became of a fault that was planned. */
export interface Injected extends PlannedFault {
  /** When it came: milliseconds since the epoch; undefined when the lab was over before. */
  at?: number
  /** Why it could not be done, or not be taken back. */
  problem?: string
}

/**
 * Lets a fault come at its moment, and takes it back when its time is over, or when the signal comes.
 * @param begun when the first scenario began: milliseconds since the epoch
 */
export async function injectInTime(
  planned: PlannedFault,
  begun: number,
  target: Omit<FaultTarget, 'pick'>,
  tell: (text: string) => void,
): Promise<Injected> {
  const { fault, moment, lasts } = planned
  const { signal } = target
  const wait = (milliseconds: number) =>
    pause(Math.max(0, milliseconds), undefined, { signal }).then(
      () => true,
      () => false,
    )
  if (!(await wait(timeOf(moment, begun) - Date.now()))) return planned
  const at = Date.now()
  try {
    const pick = <T>(things: readonly T[]) => things[Math.floor(planned.pick * things.length)]
    const undo = await fault.inject({ ...target, pick })
    const since = ((at - begun) / 1000).toFixed(1)
    tell(`${fault.name}${lasts > 0 ? ` for ${lasts} s` : ''}, ${since} s after the begin`)
    await wait(undo ? lasts * 1000 : 0)
    await undo?.()
    return { ...planned, at }
  } catch (error) {
    return signal.aborted ? planned : { ...planned, at, problem: (error as Error).message }
  }
}
