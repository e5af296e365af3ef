import { column, columns } from '../../../src/property/answers.ts'
import { cronJob } from '../../../src/property/cronjobs.ts'
import { same } from '../../../src/property/observation.ts'
import { getInCron, getJobsInCron, period } from './student.ts'
import { limits } from '../limits.ts'

/** Seconds: the controller makes a Job when its time comes, and its creation time is cut to a whole second. */
export const punctual = 3
/** Seconds: the kubelet looks at deadlines once a second, and tells the server after that. */
export const noticed = 3
/** Seconds: the container starts after the pod, by as much as a crowded machine needs for it. */
export const podStart = limits.podStart.milliseconds / 1000

export const { beforeTheFirst, afterTheFirst, afterTheSecond } = getInCron
export const columnsBefore = columns(beforeTheFirst)
export const completionsInTheEnd = column(getJobsInCron.afterTheThird, 'COMPLETIONS')
export const lateness = cronJob.lateness(period)

export const suspendPrinted = cronJob.isSuspended.map("what is stored as the CronJob's suspend", (isSo) =>
  isSo ? 'True' : 'False',
)
export const hasNoneActive = cronJob.active.map('the CronJob has no active Job', (count) => count === 0)
export const threeAreComplete = cronJob.completeJobs.map('three Jobs are Complete', (count) => count === 3)
export const hasActive = (count: number) =>
  cronJob.active.map(`the CronJob has ${count} active`, (found) => found === count)
/** The lastScheduleTime is that of the newest Job, once the Jobs have come to rest. */
export const lastScheduleIsNewest = same(cronJob.lastScheduleTime, cronJob.newestSchedule(period))

export const oneAfterTwoFirings = cronJob.active
  .with(cronJob.sinceFirstJob)
  .map(
    'one Job is active when the second firing is past',
    ([active, seconds]) => active === 1 && seconds > period + punctual,
  )
