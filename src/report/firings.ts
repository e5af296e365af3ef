import { Cron } from 'croner'
import type { CronJob } from '../trace/kinds.ts'

/** More lines than this could not be told apart in a drawing. */
const most = 60

/** The schedule of a CronJob, in UTC; undefined when it is suspended or can't be read. */
function scheduleOf({ spec: { schedule, suspend } }: CronJob): Cron | undefined {
  if (suspend) return undefined
  try {
    // As the controller reads it: five fields, `5/15` is from 5 on every 15.
    return new Cron(schedule, { mode: '5-part', sloppyRanges: true, utcOffset: 0 })
  } catch {
    return undefined
  }
}

/**
 * When a CronJob fires next, at or after a moment; both in milliseconds since the epoch.
 * @returns undefined when it never does
 */
export function nextFiring(cronJob: CronJob, moment: number): number | undefined {
  return next(scheduleOf(cronJob), moment)
}

/**
 * All firings of a CronJob from one moment to another, in milliseconds since the epoch.
 * @returns none when there are more than a drawing can show
 */
export function firings(cronJob: CronJob, from: number, to: number): number[] {
  const schedule = scheduleOf(cronJob)
  const found: number[] = []
  for (let at = next(schedule, from); at !== undefined && at <= to; at = next(schedule, at + 1)) {
    if (found.length === most) return []
    found.push(at)
  }
  return found
}

/** The library looks for what comes after a moment. */
const next = (schedule: Cron | undefined, moment: number) =>
  schedule?.nextRun(new Date(moment - 1))?.getTime()
