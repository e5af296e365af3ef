import type { Pod } from '../trace/kinds.ts'
import type { SeenObject, Version } from '../trace/world.ts'
import { atDeadline, deadlineTime } from './jobs.ts'
import { allEver, firstThat, isThere, theFirst } from './objects.ts'
import { spanBetween } from './time.ts'

const isSucceeded = ({ status }: Pod) => status.phase === 'Succeeded'
const isTerminal = (pod: Pod) => isSucceeded(pod) || pod.status.phase === 'Failed'
const isToldToStop = ({ metadata }: Pod) => metadata.deletionTimestamp !== undefined

/** The state of a Pod's only container. */
const containerOf = ({ status }: Pod) => status.containerStatuses?.[0]

/** As kubectl prints it: the phase is Running for a while after the container has ended. */
const isRunning = (pod: Pod) =>
  pod.status.phase === 'Running' && containerOf(pod)?.state.terminated === undefined

/** Something to see from the first Pod on. */
const all = allEver('Pod').map('the Pods', (some) => (some.length > 0 ? some : undefined))

const count = (name: string, isCounted: (seen: SeenObject<'Pod'>) => boolean) =>
  all.map(`the number of Pods ${name}`, (some) => some.filter(isCounted).length)

/** The last version of a Pod that has a smaller revision; each version is looked at once. */
function lastBefore(pod: SeenObject<'Pod'>, revision: number): Version<'Pod'> | undefined {
  const before = lastBeforeOf.get(pod)
  const { asked, last } = before?.revision === revision ? before : { asked: 0 }
  const isBefore = ({ object }: Version<'Pod'>) => Number(object.metadata.resourceVersion) < revision
  const newest = pod.versions.slice(asked).findLast(isBefore) ?? last
  lastBeforeOf.set(pod, { revision, asked: pod.versions.length, last: newest })
  return newest
}

const lastBeforeOf = new WeakMap<
  SeenObject<'Pod'>,
  { revision: number; asked: number; last?: Version<'Pod'> | undefined }
>()

/** The Pods of the Job, each as it was when the Job's deadline was first seen to have passed. */
const asAtDeadline = theFirst('Job')
  .with(all)
  .map("the Pods at the Job's deadline", ([job, some]) => {
    const passed = Number(atDeadline(job)?.object.metadata.resourceVersion ?? Number.NaN)
    if (Number.isNaN(passed)) return undefined
    return some.flatMap((pod) => {
      const version = lastBefore(pod, passed)
      return version ? [{ pod, asThen: version.object }] : []
    })
  })

const countAtDeadline = (name: string, isCounted: (then: Pod, pod: SeenObject<'Pod'>) => boolean) =>
  asAtDeadline.map(
    `the number of Pods ${name} at the deadline`,
    (some) => some.filter(({ asThen, pod }) => isCounted(asThen, pod)).length,
  )

/** How many seconds before the Job's deadline each container ended, and its Pod was seen to have: below zero after it. */
const endsBeforeDeadline = theFirst('Job')
  .with(all)
  .map("the seconds from each Pod's end to the Job's deadline", ([job, some]) => {
    const passed = atDeadline(job)
    const before = (time: number) => (passed ? (passed.written - time) / 1000 : Number.NaN)
    return (
      passed &&
      some.flatMap((pod) => {
        const ended = containerOf(pod.object)?.state.terminated?.finishedAt
        if (ended === undefined) return []
        const seen = firstThat(pod, isTerminal)?.written ?? Number.POSITIVE_INFINITY
        return { ended: before(Date.parse(ended)), seen: before(seen) }
      })
    )
  })

/** When a Pod was first told to stop: milliseconds since the epoch, whole seconds. */
const toldToStop = (seen: SeenObject<'Pod'>) => {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } =
    firstThat(seen, isToldToStop)?.object.metadata ?? {}
  return deletionTimestamp === undefined
    ? undefined
    : Date.parse(deletionTimestamp) - deletionGracePeriodSeconds * 1000
}

/** All Pods of a scenario. */
export const pods = {
  made: count('ever made', () => true),
  running: count('that run', (seen) => isThere(seen) && isRunning(seen.object)),
  left: count('that are there', isThere),
  succeeded: count('that succeeded', ({ object }) => isSucceeded(object)),
  toldToStop: count('that were ever told to stop', ({ object }) => isToldToStop(object)),
  labels: all.map('the labels of each Pod', (some) => some.map(({ object }) => object.metadata.labels ?? {})),

  oneDoneOneRunning: all.map('one Pod is done and another runs', (some) => {
    const present = some.filter(isThere).map(({ object }) => object)
    return present.some(isSucceeded) && present.some(isRunning)
  }),
  areTerminal: all.map('all Pods are Succeeded, Failed or gone', (some) =>
    some.filter(isThere).every(({ object }) => isTerminal(object)),
  ),

  succeededAtDeadline: countAtDeadline('that had succeeded', isSucceeded),
  unfinishedAtDeadline: countAtDeadline('that had not ended', (then) => !isTerminal(then)),
  /** Not ended at the deadline, and not told to stop since. */
  leftAloneAtDeadline: countAtDeadline(
    'that had not ended and were never told to stop',
    (then, { object }) => !isTerminal(then) && !isToldToStop(object),
  ),

  /** Whole seconds from the deadline's condition to the moment at which each Pod that had not ended was told to stop. */
  toldAfterDeadline: theFirst('Job')
    .with(asAtDeadline)
    .allSeconds(
      "the seconds from the Job's deadline to each unfinished Pod's being told to stop",
      ([job, some]) => {
        const passed = deadlineTime(job.object)
        const told = some
          .filter(({ asThen }) => !isTerminal(asThen))
          .flatMap(({ pod }) => toldToStop(pod) ?? [])
        return passed === undefined || told.length === 0
          ? undefined
          : told.map((moment) => ({ from: Date.parse(passed), to: moment }))
      },
    ),

  /** No Pod is about to end when the deadline is noticed: it is certain which of them the Job knew to be done by then. */
  noneEndsAtDeadline: endsBeforeDeadline.map('no Pod is about to end when the deadline comes', (ends) =>
    ends.every(({ ended, seen }) => ended < -2 || seen > 2),
  ),
  /** Some Pod ended long enough before the deadline for its Job to have heard of it. */
  oneEndsInTime: endsBeforeDeadline.map('a Pod ends some seconds before the deadline', (ends) =>
    ends.some(({ seen }) => seen > 2),
  ),

  /** Whole seconds from the Job's start to the creation of the Pod that was made last. */
  lastMadeAfter: theFirst('Job')
    .with(all)
    .seconds("the seconds from the Job's startTime to the last Pod's creation", ([job, some]) =>
      spanBetween(
        job.object.status.startTime,
        some
          .map(({ object }) => object.metadata.creationTimestamp)
          .toSorted()
          .at(-1),
      ),
    ),
}

const first = theFirst('Pod')
const its = <T>(name: string, view: (pod: Pod) => T | undefined) =>
  first.map(name, ({ object }) => view(object))

/** Whether a Pod is not ready because it has failed. */
const isUnready = ({ status }: Pod) =>
  status.conditions?.some(({ type, reason }) => type === 'Ready' && reason === 'PodFailed') ?? false

/** The first Pod of a scenario. */
export const pod = {
  phase: its("the first Pod's phase", ({ status }) => status.phase),
  restartPolicy: its("the first Pod's restartPolicy", ({ spec }) => spec.restartPolicy),
  owners: its(
    "the number of the first Pod's owners",
    ({ metadata }) => metadata.ownerReferences?.length ?? 0,
  ),
  restarts: its("the first Pod's restarts", (one) => containerOf(one)?.restartCount),
  exitCode: its(
    "the exit code of the first Pod's container",
    (one) => containerOf(one)?.state.terminated?.exitCode,
  ),

  /** How many Deployments there are beside it. */
  deployments: first
    .with(allEver('Deployment'))
    .map('the number of Deployments beside the first Pod', ([, deployments]) => deployments.length),

  /** Why it has failed; nothing to see before it has. */
  failure: its('the reason why the first Pod has failed', ({ status }) =>
    status.phase === 'Failed' ? status.reason : undefined,
  ),

  /** Whole seconds from its start until it is Failed. */
  failedAfter: first.seconds("the seconds from the first Pod's start to its being Failed", (seen) => {
    const failed = firstThat(seen, ({ status }) => status.phase === 'Failed')
    const { startTime } = seen.object.status
    const { nodeName: node } = seen.object.spec
    return startTime === undefined || failed === undefined
      ? undefined
      : { from: Date.parse(startTime), to: failed.written, node }
  }),

  /** Whole seconds from its start until it is not ready because it has failed. */
  unreadyAfter: first.seconds(
    "the seconds from the first Pod's start to its being not ready, with reason PodFailed",
    (seen) => {
      // A pod that never was ready keeps the time of that: what counts is when the reason was written.
      const version = firstThat(seen, isUnready)
      const startTime = version?.object.status.startTime
      return version === undefined || startTime === undefined
        ? undefined
        : { from: Date.parse(startTime), to: version.written, node: version.object.spec.nodeName }
    },
  ),

  containerEnded: its(
    "the first Pod's container has ended",
    (one) => containerOf(one)?.state.terminated !== undefined,
  ),

  /** Whole seconds from its start to the end of its container. */
  containerEndedAfter: first.seconds(
    "the seconds from the first Pod's start to its container's end",
    ({ object }) => spanBetween(object.status.startTime, containerOf(object)?.state.terminated?.finishedAt),
  ),

  /** Whole seconds that its container ran. */
  containerRan: first.seconds("the seconds that the first Pod's container ran", ({ object }) => {
    const terminated = containerOf(object)?.state.terminated
    return spanBetween(terminated?.startedAt, terminated?.finishedAt)
  }),
}
