import { Cron } from 'croner'

/** More lines than this could not be told apart in a drawing. */
export const mostFirings = 60

/** Undefined when it can't be read. */
function cronOf(schedule: string): Cron | undefined {
  try {
    // As Kubernetes reads it: five fields, `5/15` is from 5 on every 15.
    return new Cron(schedule, { mode: '5-part', sloppyRanges: true, utcOffset: 0 })
  } catch {
    return undefined
  }
}

/**
 * When a schedule fires next, in UTC, at or after a moment; both in milliseconds since the epoch.
 * @returns undefined when it never does
 */
export const nextFiring = (schedule: string, moment: number) => next(cronOf(schedule), moment)

/**
 * The firings of a schedule from one moment to another, in milliseconds since the epoch: all, or as many as show that there
 * are more than {@link mostFirings}.
 */
export function firings(schedule: string, from: number, to: number): number[] {
  const cron = cronOf(schedule)
  const found: number[] = []
  for (let at = next(cron, from); at !== undefined && at <= to; at = next(cron, at + 1)) {
    found.push(at)
    if (found.length > mostFirings) break
  }
  return found
}

/** The library looks for what comes after a moment. */
const next = (cron: Cron | undefined, moment: number) => cron?.nextRun(new Date(moment - 1))?.getTime()
