import { column, columns } from '../../../src/property/answers.ts'
import { cronJob } from './cronjob.ts'
import { between } from '../../../src/property/matcher.ts'
import { same } from '../../../src/property/observation.ts'
import { getInCron, getJobsInCron, getJobsInHistory, period } from './student.ts'
import { limits } from '../limits.ts'

/** Seconds: the controller makes a Job a tenth of one after its time has come, and the creation time is cut to a whole one. */
export const punctual = 1
/** Seconds: by the recorder's clock, to which it is told when a Job is active. */
const heardOf = 3
/** Seconds: the kubelet looks at deadlines once in one, and tells the server after that. */
export const noticed = 1
/** Seconds: the same, and the container ends, by the clock of the runtime. */
export const stopped = 3
/** Seconds that a container ran that sleeps thirty: the runtime dates its start when it has started it. */
export const thirtySeconds = between(29, 31)
/** Seconds: the container starts after the pod, by as much as a crowded machine needs for it. */
export const podStart = limits.podStart.milliseconds / 1000

export const { beforeTheFirst, afterTheFirst, afterTheSecond } = getInCron
export const columnsBefore = columns(beforeTheFirst)
export const completionsInTheEnd = column(getJobsInCron.afterTheThird, 'COMPLETIONS')
/** Of the Jobs in the table those that are complete. */
export const completeRows = column(getJobsInHistory, 'COMPLETIONS').map(
  'the number of complete Jobs in the table',
  (all) => all.filter((one) => one === '1/1').length,
)
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
    ([active, seconds]) => active === 1 && seconds > period + heardOf,
  )
