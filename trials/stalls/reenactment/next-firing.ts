import type { StagedFault } from './faults.ts'

/**
 * When the controller of CronJobs makes its next Job. It reckons how long it has to wait by the clock of the cluster,
 * waits so long by one that nobody sets, and looks again: where the clock was set back it waits once more. When it
 * comes late, it takes the newest time that is past.
 * @param since the moment at which it reckons
 * @param last the time of schedule that it has seen to; what comes must be later
 * @param period in milliseconds
 * @param late by how much it makes its Jobs late anyway, in milliseconds
 */
export function firingAfter(
  since: number,
  last: number,
  period: number,
  late: number,
  { at, momentAt, clock }: StagedFault,
): { moment: number; scheduled: number } {
  const onTime = (time: number) => Math.floor(time / period) * period
  const awaited = Math.max(onTime(clock(since)), last) + period + late
  let moment = since
  while (clock(moment) < awaited)
    moment = Math.max(momentAt(at(moment) + awaited - clock(moment)), moment + 1)
  return { moment, scheduled: onTime(clock(moment)) }
}
