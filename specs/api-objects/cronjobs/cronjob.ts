import {
  allEver,
  hasCondition,
  isFinished,
  isThere,
  Observation,
  secondsOf,
  sourceOf,
  sourceOfKind,
  spanBetween,
  stored,
  theFirst,
  time,
  type CronJob,
  type Job,
  type Kind,
} from 'kubelab-conformance/lab'

const seen = theFirst('CronJob')
const its = <T>(name: string, view: (cronJob: CronJob) => T | undefined) =>
  seen.map(name, ({ object }) => view(object))

/** The CronJob with the Jobs ever made for it, oldest first; that there are none is something to see as well. */
const withJobs = seen.with(allEver('Job'))
const ofJobs = <T>(name: string, view: (jobs: Job[]) => T | undefined) =>
  withJobs.map(name, ([, jobs]) => view(jobs.map(({ object }) => object)))

/** When a Job was made: seconds since the epoch, whole. */
const creation = ({ metadata }: Job) => secondsOf(metadata.creationTimestamp)

const completeAndThere = withJobs.map(
  'the number of Jobs that are there and Complete',
  ([, jobs]) => jobs.filter(isThere).filter(({ object }) => hasCondition(object, 'Complete')).length,
)

/** What is there of some kinds of object. */
const left = (...kinds: Kind[]) =>
  new Observation('what is left', { kinds }, (world) => {
    const objects = kinds.flatMap((kind) => world.present(kind))
    return {
      found: objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`),
      sources: [...kinds.map(sourceOfKind), ...objects.map(sourceOf)],
    }
  })

/** The one CronJob of a scenario, as the API server shows it, and the Jobs ever made for it, oldest first. */
export const cronJob = {
  active: its(
    'the number of Jobs in status.active of the CronJob',
    ({ status }) => status.active?.length ?? 0,
  ),
  lastScheduleTime: its("the CronJob's lastScheduleTime", ({ status }) => status.lastScheduleTime),
  /** What is stored as activeDeadlineSeconds of the pod; null where it has none. */
  podDeadline: its(
    "the activeDeadlineSeconds of the CronJob's pod template",
    ({ spec }) =>
      spec.jobTemplate?.spec.template && stored(spec.jobTemplate.spec.template.spec, 'activeDeadlineSeconds'),
  ),
  schedule: its("the CronJob's schedule", ({ spec }) => spec.schedule),
  isSuspended: its('the CronJob is suspended', ({ spec }) => spec.suspend),
  historyLimit: its(
    "the CronJob's successfulJobsHistoryLimit",
    ({ spec }) => spec.successfulJobsHistoryLimit,
  ),

  /** How often it has fired. */
  firings: ofJobs('the number of Jobs ever made', (jobs) => jobs.length),

  /** When a Job was made: the first has the place 0. */
  creationOf: (place: number) =>
    ofJobs(`the creationTimestamp of Job ${place + 1}`, (jobs) => jobs[place]?.metadata.creationTimestamp),

  /** When the newest Job was scheduled for, by a schedule with this period (seconds); nothing to see before the first. */
  newestSchedule: (period: number) =>
    ofJobs('the time that the newest Job was scheduled for', (jobs) => {
      const newest = jobs.at(-1)
      if (!newest) return undefined
      const scheduled = new Date(Math.floor(creation(newest) / period) * period * 1000)
      return scheduled.toISOString().replace('.000', '')
    }),

  /** Whole seconds from its creation to the first Job's. */
  firstDelay: withJobs.seconds(
    "the seconds from the CronJob's creation to the first Job's",
    ([one, [first]]) =>
      spanBetween(one.object.metadata.creationTimestamp, first?.object.metadata.creationTimestamp),
  ),

  /** Seconds since the first Job's creation, by the recorder's clock. */
  sinceFirstJob: withJobs
    .with(time)
    .map(
      "the seconds since the first Job's creation",
      ([[, [first]], now]) => first && now / 1000 - creation(first.object),
    ),

  /** Whole seconds by which each Job was made after a full period (seconds) of the schedule, counted from the hour. */
  lateness: (period: number) =>
    withJobs.allSeconds(`the seconds from a multiple of ${period} s to each Job's creation`, ([, jobs]) =>
      jobs.length === 0
        ? undefined
        : jobs.map(({ object }) => {
            const made = creation(object)
            return { from: Math.floor(made / period) * period * 1000, to: made * 1000 }
          }),
    ),

  /** Whole seconds between one Job's creation and the next one's; nothing to see before the second. */
  gaps: withJobs.allSeconds("the seconds between one Job's creation and the next one's", ([, jobs]) =>
    jobs.length < 2
      ? undefined
      : jobs.slice(1).flatMap((next, index) => {
          const before = jobs[index]
          return before ? [{ from: creation(before.object) * 1000, to: creation(next.object) * 1000 }] : []
        }),
  ),

  /** How many of the Jobs are there and have completed. */
  completeJobs: completeAndThere,
  hasMoreThanComplete: (count: number) =>
    completeAndThere.map(`more than ${count} Jobs are there and Complete`, (found) => found > count),
  finishedJobs: ofJobs(
    'the number of Jobs that are Complete or Failed',
    (jobs) => jobs.filter(isFinished).length,
  ),
  jobsWithoutOwner: ofJobs(
    'the number of Jobs that nobody owns',
    (jobs) => jobs.filter(({ metadata }) => (metadata.ownerReferences ?? []).length === 0).length,
  ),
  everyJobIsComplete: ofJobs('every Job ever made is Complete', (jobs) =>
    jobs.length === 0 ? undefined : jobs.every((one) => hasCondition(one, 'Complete')),
  ),

  /** Whether the first Job is Complete or Failed; nothing to see before it is made. */
  firstJobIsFinished: ofJobs('the first Job is Complete or Failed', ([first]) => first && isFinished(first)),
  /** Whether the first Job ever made has been removed. */
  firstJobIsGone: withJobs.map('the first Job is gone', ([, [first]]) =>
    first === undefined ? undefined : !isThere(first),
  ),
  /** How many Pods were ever made for the first Job. */
  podsOfFirstJob: withJobs
    .with(allEver('Pod'))
    .map('the number of Pods ever made for the first Job', ([[, [first]], pods]) =>
      first === undefined
        ? undefined
        : pods.filter(({ object }) =>
            object.metadata.ownerReferences?.some(({ uid }) => uid === first.object.metadata.uid),
          ).length,
    ),

  /**
   * Whether each Job is named after the time it was scheduled for: `as scheduled`, or the first name that is not.
   * @param name of the CronJob
   * @param period of its schedule, in seconds
   * @param unit in which the time is counted from the epoch, in seconds
   */
  jobNames: (name: string, period: number, unit: number) =>
    ofJobs(`the names of the Jobs, ${name}- and the time of schedule in units of ${unit} s`, (jobs) => {
      if (jobs.length === 0) return undefined
      const expected = (one: Job) => `${name}-${(Math.floor(creation(one) / period) * period) / unit}`
      return jobs.find((one) => one.metadata.name !== expected(one))?.metadata.name ?? 'as scheduled'
    }),

  /** How much is left of it: the CronJob itself, its Jobs and their Pods. */
  leftovers: seen
    .with(left('CronJob', 'Job', 'Pod'))
    .map('what is left of the CronJob, its Jobs and their Pods', ([, objects]) => objects),
}

/** Seconds until a schedule of this period (in seconds) fires next, by the recorder's clock. */
export const untilFiring = (period: number) =>
  time.map(`the seconds until the next multiple of ${period} s`, (now) => period - ((now / 1000) % period))
