import type { Job } from '../trace/kinds.ts'
import type { SeenObject } from '../trace/world.ts'
import type { Span } from '../trace/health.ts'
import { allEver, firstThat, isThere, stored, theFirst } from './objects.ts'
import type { Observation } from './observation.ts'
import { spanBetween } from './time.ts'

const trueCondition = ({ status }: Job, type: string) =>
  status.conditions?.find((condition) => condition.type === type && condition.status === 'True')

/** Whether a Job has a condition of this type that is true. */
export const hasCondition = (job: Job, type: string) => trueCondition(job, type) !== undefined

export const isFinished = (job: Job) => hasCondition(job, 'Complete') || hasCondition(job, 'Failed')

/** The first condition that names the deadline as its reason: FailureTarget since 1.31, Failed before. */
const deadlineCondition = ({ status }: Job) =>
  status.conditions?.find(({ status: is, reason }) => is === 'True' && reason === 'DeadlineExceeded')

/** When its deadline was found to have passed, as its status says (RFC 3339). */
export const deadlineTime = (job: Job) => deadlineCondition(job)?.lastTransitionTime

/** The version of a Job in which its deadline is first seen to have passed. */
export const atDeadline = (seen: SeenObject<'Job'>) =>
  firstThat(seen, (job) => deadlineCondition(job) !== undefined)

const seen = theFirst('Job')
const its = <T>(name: string, view: (job: Job) => T | undefined): Observation<T> =>
  seen.map(name, ({ object }) => view(object))

/** The Job of a scenario, the first if there are more, as the API server shows it; its last state when it is deleted. */
export const job = {
  uid: its("the Job's uid", ({ metadata }) => metadata.uid),
  succeeded: its("the Job's status.succeeded", ({ status }) => status.succeeded ?? 0),
  failed: its("the Job's status.failed", ({ status }) => status.failed ?? 0),
  active: its("the Job's status.active", ({ status }) => status.active ?? 0),
  /** How many Pods it made at once when it began. */
  firstActive: seen.map(
    "the Job's status.active when it first had any",
    (one) => firstThat(one, ({ status }) => (status.active ?? 0) > 0)?.object.status.active,
  ),
  startTime: its("the Job's startTime", ({ status }) => status.startTime),
  completionTime: its("the Job's completionTime", ({ status }) => status.completionTime),
  creationTime: its("the Job's creationTimestamp", ({ metadata }) => metadata.creationTimestamp),
  /** What is stored in its spec; null where that does not have it. */
  stored: (name: 'backoffLimit' | 'completions' | 'parallelism') =>
    its(`the Job's ${name}`, ({ spec }) => stored(spec, name)),
  /** After how many seconds it removes itself when it is finished; null where it never does. */
  ttl: its("the Job's ttlSecondsAfterFinished", ({ spec }) => stored(spec, 'ttlSecondsAfterFinished')),
  /** The labels by which it selects its Pods. */
  matchLabels: its("the Job's matchLabels", ({ spec }) => spec.selector?.matchLabels),

  hasStarted: its('the Job has a startTime', ({ status }) => status.startTime !== undefined),
  isThere: seen.map('the Job is there', isThere),
  isComplete: its('the Job is Complete', (one) => hasCondition(one, 'Complete')),
  isFailed: its('the Job is Failed', (one) => hasCondition(one, 'Failed')),
  isFinished: its('the Job is Complete or Failed', isFinished),
  /** A condition says so: FailureTarget since 1.31, Failed before. */
  isPastDeadline: its('the Job is past its deadline', (one) => deadlineCondition(one) !== undefined),

  /** By its last version: up to 1.30 it loses its pods in one version, and the next says why. */
  hasRunFor: (seconds: number) =>
    seen.map(`the Job has run for ${seconds} s`, ({ object, versions }) => {
      const { startTime } = object.status
      const written = versions.at(-1)?.written
      return (
        startTime !== undefined && written !== undefined && written >= Date.parse(startTime) + seconds * 1000
      )
    }),

  /** In the first version in which its deadline is seen to have passed. */
  failsAtItsDeadline: seen.map('the Job is Failed as soon as it is past its deadline', (one) => {
    const passed = atDeadline(one)
    return passed && hasCondition(passed.object, 'Failed')
  }),

  /** The types of its conditions, in their order. */
  conditions: its(
    "the types of the Job's conditions",
    ({ status }) => status.conditions?.map(({ type }) => type) ?? [],
  ),

  /** A time that each of its conditions has, in their order; null where it has none. */
  conditionTimes: (name: 'lastProbeTime' | 'lastTransitionTime') =>
    its(
      `the ${name} of the Job's conditions`,
      ({ status }) => status.conditions?.map((condition) => condition[name] ?? null) ?? [],
    ),

  /** The condition of a type, as far as it says why; null where it has none. */
  condition: (type: string) =>
    its(`the Job's condition ${type}`, ({ status: { conditions } }) => {
      const found = conditions?.find((condition) => condition.type === type)
      return found ? { status: found.status, reason: found.reason, message: found.message } : null
    }),

  /** Whole seconds from its start to the first condition that names its deadline. */
  deadlineAfter: seen.seconds("the seconds from the Job's startTime to its deadline", ({ object }) =>
    spanBetween(object.status.startTime, deadlineTime(object)),
  ),

  /** Whole seconds from start to completion. */
  duration: seen.seconds("the seconds from the Job's startTime to its completionTime", ({ object }) =>
    spanBetween(object.status.startTime, object.status.completionTime),
  ),
}

const all = allEver('Job')
/** Each Job with its Pods, oldest first. */
const withPods = all.with(allEver('Pod')).map('the Jobs with their Pods', ([some, pods]) =>
  some.map((one) => ({
    object: one.object,
    pods: pods.filter(({ object }) =>
      object.metadata.ownerReferences?.some(({ uid }) => uid === one.object.metadata.uid),
    ),
  })),
)
const unlessNone = (spans: readonly Span[]) => (spans.length > 0 ? spans : undefined)

/** All Jobs of a scenario; of the times of each there is something to see once one Job has them. */
export const everyJob = {
  /** Whole seconds from its creation to its start. */
  startsAfter: all.allSeconds("the seconds from each Job's creation to its startTime", (some) =>
    unlessNone(
      some.flatMap(
        ({ object }) => spanBetween(object.metadata.creationTimestamp, object.status.startTime) ?? [],
      ),
    ),
  ),
  /** Whole seconds from its creation to that of its first Pod. */
  makesPodAfter: withPods.allSeconds("the seconds from each Job's creation to its first Pod's", (some) =>
    unlessNone(
      some.flatMap(({ object, pods: [first] }) => {
        const made = first?.object.metadata.creationTimestamp
        return spanBetween(object.metadata.creationTimestamp, made) ?? []
      }),
    ),
  ),
  /** Whole seconds from the success of its last Pod to its completionTime. */
  completesAfter: withPods.allSeconds(
    "the seconds from the success of each Job's last Pod to its completionTime",
    (some) =>
      unlessNone(
        some.flatMap(({ object, pods }) => {
          const { completionTime } = object.status
          const ends = pods.map(
            (pod) => firstThat(pod, ({ status }) => status.phase === 'Succeeded')?.written,
          )
          return completionTime === undefined || ends.length === 0 || ends.includes(undefined)
            ? []
            : { from: Math.max(...ends.map(Number)), to: Date.parse(completionTime) }
        }),
      ),
  ),
}
