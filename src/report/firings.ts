import type { ObjectOf } from '../trace/object.ts'

/** The lab fires every two minutes, and every minute where that is too slow. */
const periodOf = ({ spec }: ObjectOf<'CronJob'>) => (spec.schedule === '* * * * *' ? 1 : 2) * 60_000

/** When a CronJob of the lab fires next, at or after a moment; both in milliseconds since the epoch. */
export function nextFiring(cronJob: ObjectOf<'CronJob'>, moment: number): number {
  const period = periodOf(cronJob)
  return Math.ceil(moment / period) * period
}

/** All firings of a CronJob of the lab in a span of time, in milliseconds since the epoch. */
export function firings(cronJob: ObjectOf<'CronJob'>, from: number, to: number): number[] {
  const first = nextFiring(cronJob, from)
  const count = Math.max(0, Math.floor((to - first) / periodOf(cronJob)) + 1)
  return Array.from({ length: count }, (_, index) => first + index * periodOf(cronJob))
}
