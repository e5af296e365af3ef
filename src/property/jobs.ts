import type { Job } from '../trace/object.ts'
import { Observation } from './observation.ts'
import { secondsOf } from './time.ts'

/** Whether a Job has a condition of this type that is true. */
export const hasCondition = ({ status }: Job, type: string) =>
  status.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false

/** The one Job of a scenario, as the API server shows it; its last state when it is deleted. */
export const job = new Observation('the Job', (world) => world.only('Job')?.object)

export const succeeded = job.map('status.succeeded', ({ status }) => status.succeeded ?? 0)
export const failed = job.map('status.failed', ({ status }) => status.failed ?? 0)
export const active = job.map('status.active', ({ status }) => status.active ?? 0)
export const isComplete = job.map('is Complete', (one) => hasCondition(one, 'Complete'))
export const isFailed = job.map('is Failed', (one) => hasCondition(one, 'Failed'))
export const isFinished = job.map(
  'is finished',
  (one) => hasCondition(one, 'Complete') || hasCondition(one, 'Failed'),
)

export const uid = job.map('uid', ({ metadata }) => metadata.uid)

/** Whether it is still there. */
export const isThere = new Observation('the Job is there', (world) => {
  const seen = world.only('Job')
  return seen && seen.deletedAt === undefined
})

/** The types of its conditions, in their order. */
export const conditions = job.map(
  'condition types',
  ({ status }) => status.conditions?.map(({ type }) => type) ?? [],
)

/** The condition of a type, as far as it says why. */
export const conditionOf = (type: string) =>
  job.map(`condition ${type}`, ({ status: { conditions: all } }) => {
    const found = all?.find((condition) => condition.type === type)
    return found && { status: found.status, reason: found.reason, message: found.message }
  })

/** Seconds since its start by the recorder's clock; the start itself is a whole second. */
export const age = job.map('seconds since startTime', ({ status }, world) =>
  status.startTime === undefined ? undefined : world.now / 1000 - secondsOf(status.startTime),
)

/** Whole seconds from start to completion, as the status says. */
export const duration = job.map('duration (seconds)', ({ status: { startTime, completionTime } }) =>
  startTime === undefined || completionTime === undefined
    ? undefined
    : secondsOf(completionTime) - secondsOf(startTime),
)
