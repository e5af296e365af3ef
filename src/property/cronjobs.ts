import type { Job } from '../trace/object.ts'
import { hasCondition } from './jobs.ts'
import { Observation } from './observation.ts'
import { secondsOf } from './time.ts'

/** The one CronJob of a scenario, as the API server shows it; its last state when it is deleted. */
export const cronJob = new Observation('the CronJob', (world) => world.only('CronJob')?.object)

/** The Jobs ever made for it, oldest first; none is something to see as well. */
const jobs = new Observation(
  'Jobs ever made',
  (world) => cronJob.look(world) && world.ever('Job').map(({ object }) => object),
)

/** How often it has fired. */
export const firings = jobs.map('by number', (all) => all.length)

/** When each Job was made: seconds since the epoch, whole. */
const creations = jobs.map('creation times', (all) =>
  all.map(({ metadata }) => secondsOf(metadata.creationTimestamp)),
)

/** Seconds from the CronJob's creation to the first Job's. */
export const firstDelay = creations.map('first of them, after seconds', ([first], world) => {
  const created = world.only('CronJob')?.object.metadata.creationTimestamp
  return first === undefined || created === undefined ? undefined : first - secondsOf(created)
})

/** Seconds by which each Job was made after a full period of the schedule, counted from the hour. */
export const lateness = (period: number) =>
  creations.map(`seconds after a multiple of ${period} s`, (times) =>
    times.length === 0 ? undefined : times.map((time) => time % period),
  )

/** Seconds between one Job's creation and the next one's; nothing to see before the second. */
export const gaps = creations.map('gaps (seconds)', (times) =>
  times.length < 2 ? undefined : times.slice(1).map((time, index) => time - (times[index] ?? Number.NaN)),
)

/** The Jobs that are there and have completed. */
export const completeJobs = jobs.map('that are there and Complete', (_, world) =>
  world.present('Job').filter((job) => hasCondition(job, 'Complete')),
)

/** How many of the Jobs ever made are Complete or Failed. */
export const finished = jobs.map(
  'that are finished, by number',
  (all) => all.filter((job) => hasCondition(job, 'Complete') || hasCondition(job, 'Failed')).length,
)
export const jobsActive = cronJob.map('status.active', ({ status }) => status.active?.length ?? 0)
export const historyLimit = cronJob.map(
  'successfulJobsHistoryLimit',
  ({ spec }) => spec.successfulJobsHistoryLimit,
)

export const everyJobIsComplete = jobs.map('are all Complete', (all) =>
  all.length === 0 ? undefined : all.every((job) => hasCondition(job, 'Complete')),
)

/** Whether the first Job is Complete or Failed; nothing to see before it is made. */
export const firstJobIsFinished = jobs.map(
  'the first is finished',
  ([job]) => job && (hasCondition(job, 'Complete') || hasCondition(job, 'Failed')),
)

/** How many Pods were ever made for the first Job. */
export const podsOfFirstJob = jobs.map(
  'Pods ever made for the first',
  ([job], world) =>
    world
      .ever('Pod')
      .filter(({ object }) => object.metadata.ownerReferences?.some(({ uid }) => uid === job?.metadata.uid))
      .length,
)

/**
 * Whether each Job is named after the even minute it was scheduled for, counted in units of so many seconds since the
 * epoch: `as scheduled`, or the first name that is not.
 */
export const namesByTime = (unit: number) =>
  jobs.map(`named by units of ${unit} s`, (all) => {
    if (all.length === 0) return undefined
    const expected = ({ metadata }: Job) =>
      `sleepy-${(Math.floor(secondsOf(metadata.creationTimestamp) / 120) * 120) / unit}`
    return all.find((job) => job.metadata.name !== expected(job))?.metadata.name ?? 'as scheduled'
  })

/** Whether the oldest Job ever made has been removed. */
export const oldestIsGone = jobs.map(
  'the oldest is gone',
  (_, world) => world.ever('Job')[0]?.deletedAt !== undefined,
)

/** How much is left of it: the CronJob itself, its Jobs and their Pods. */
export const leftovers = cronJob.map('with its Jobs and Pods, what is left', (_, world) =>
  [...world.present('CronJob'), ...world.present('Job'), ...world.present('Pod')].map(
    ({ kind, metadata }) => `${kind} ${metadata.name}`,
  ),
)

/** Seconds until a schedule of this period (in seconds) fires next, by the recorder's clock. */
export const untilFiring = (period: number) =>
  new Observation(
    `seconds until the next firing of a period of ${period} s`,
    ({ now }) => period - ((now / 1000) % period),
  )
