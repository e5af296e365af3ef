import { Cron } from 'croner'
import type { RowSeen } from './typing.ts'

/**
 * How long it is until a CronJob fires that is there and not suspended; in UTC, as the nodes have it.
 * @param rows that were seen until now
 * @param from milliseconds since the epoch
 * @returns milliseconds; of several the least; undefined where none does
 */
export function untilSchedule(rows: readonly RowSeen[], from: number): number | undefined {
  const last = new Map(rows.flatMap((row) => (row.resource === 'cronjobs.batch' ? [[row.name, row]] : [])))
  const times = [...last.values()].flatMap(({ change, object }) => {
    const { schedule, suspend } = (object as { spec: { schedule: string; suspend?: boolean } }).spec
    return change === 'deleted' || suspend === true ? [] : (nextOf(schedule, from) ?? [])
  })
  return times.length === 0 ? undefined : Math.min(...times) - from
}

function nextOf(schedule: string, from: number): number | undefined {
  try {
    // As the controller reads it: five fields, `5/15` is from 5 on every 15.
    const cron = new Cron(schedule, { mode: '5-part', sloppyRanges: true, utcOffset: 0 })
    return cron.nextRun(new Date(from))?.getTime()
  } catch {
    return undefined
  }
}
