import type { Job } from '../trace/kinds.ts'
import { isThere, theFirst, theOnly } from './objects.ts'
import { time } from './observation.ts'
import { secondsOf } from './time.ts'

/** Whether a Job has a condition of this type that is true. */
export const hasCondition = ({ status }: Job, type: string) =>
  status.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false

export const isFinished = (job: Job) => hasCondition(job, 'Complete') || hasCondition(job, 'Failed')

const seen = theOnly('Job')
const its = <T>(name: string, view: (job: Job) => T | undefined) =>
  seen.map(name, ({ object }) => view(object))

/** The one Job of a scenario, as the API server shows it; its last state when it is deleted. */
export const job = {
  uid: its("the Job's uid", ({ metadata }) => metadata.uid),
  succeeded: its("the Job's status.succeeded", ({ status }) => status.succeeded ?? 0),
  failed: its("the Job's status.failed", ({ status }) => status.failed ?? 0),
  active: its("the Job's status.active", ({ status }) => status.active ?? 0),

  isThere: seen.map('the Job is there', isThere),
  isComplete: its('the Job is Complete', (one) => hasCondition(one, 'Complete')),
  isFailed: its('the Job is Failed', (one) => hasCondition(one, 'Failed')),
  isFinished: its('the Job is Complete or Failed', isFinished),

  /** The types of its conditions, in their order. */
  conditions: its(
    "the types of the Job's conditions",
    ({ status }) => status.conditions?.map(({ type }) => type) ?? [],
  ),

  /** The condition of a type, as far as it says why. */
  condition: (type: string) =>
    its(`the Job's condition ${type}`, ({ status: { conditions } }) => {
      const found = conditions?.find((condition) => condition.type === type)
      return found && { status: found.status, reason: found.reason, message: found.message }
    }),

  /** Seconds since its start by the recorder's clock; the start itself is a whole second. */
  age: seen
    .with(time)
    .map("the seconds since the Job's startTime", ([{ object }, now]) =>
      object.status.startTime === undefined ? undefined : now / 1000 - secondsOf(object.status.startTime),
    ),

  /** Whole seconds from its start to the first condition that names its deadline, as the status says. */
  deadlineAfter: its("the seconds from the Job's startTime to its deadline", ({ status }) => {
    const passed = status.conditions?.find(({ reason }) => reason === 'DeadlineExceeded')?.lastTransitionTime
    return passed === undefined || status.startTime === undefined
      ? undefined
      : secondsOf(passed) - secondsOf(status.startTime)
  }),

  /** Whole seconds from start to completion, as the status says. */
  duration: its("the Job's duration (seconds)", ({ status: { startTime, completionTime } }) =>
    startTime === undefined || completionTime === undefined
      ? undefined
      : secondsOf(completionTime) - secondsOf(startTime),
  ),

  /** Seconds from the moment its first Pod is seen to have succeeded to its completionTime, which is a whole second. */
  completedAfterPod: seen
    .with(theFirst('Pod'))
    .map("the seconds from its Pod's success to the Job's completionTime", ([{ object }, { versions }]) => {
      const succeeded = versions.find((version) => version.object.status.phase === 'Succeeded')
      const { completionTime } = object.status
      return completionTime === undefined || succeeded === undefined
        ? undefined
        : secondsOf(completionTime) - succeeded.at / 1000
    }),
}
