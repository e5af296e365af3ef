import type { Pod } from '../trace/kinds.ts'
import type { SeenObject, Version } from '../trace/world.ts'
import { atDeadline, deadlineTime } from './jobs.ts'
import { allEver, firstThat, isThere, theFirst } from './objects.ts'
import type { Span } from '../trace/health.ts'
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

/** A span of each Pod's life; nothing to see before one of them has it. */
const ofEach = (name: string, span: (seen: SeenObject<'Pod'>) => Span | undefined) =>
  all.allSeconds(name, (some) => {
    const spans = some.flatMap((seen) => {
      const its = span(seen)
      return its ? { ...its, node: seen.object.spec.nodeName } : []
    })
    return spans.length > 0 ? spans : undefined
  })

/** From its start to when it was first seen to be so, which a kubelet has written. */
const fromStartTo =
  (isSo: (pod: Pod) => boolean) =>
  (seen: SeenObject<'Pod'>): Span | undefined => {
    const version = firstThat(seen, isSo)
    const startTime = version?.object.status.startTime
    return version === undefined || startTime === undefined
      ? undefined
      : { from: Date.parse(startTime), to: version.written }
  }

/** Whether a Pod is not ready because it has failed. */
const isUnready = ({ status }: Pod) =>
  status.conditions?.some(({ type, reason }) => type === 'Ready' && reason === 'PodFailed') ?? false

/** All Pods of a scenario. */
export const pods = {
  made: count('ever made', () => true),
  running: count('that run', (seen) => isThere(seen) && isRunning(seen.object)),
  unfinished: count('that have not ended', (seen) => isThere(seen) && !isTerminal(seen.object)),
  left: count('that are there', isThere),
  succeeded: count('that succeeded', ({ object }) => isSucceeded(object)),
  toldToStop: count('that were ever told to stop', ({ object }) => isToldToStop(object)),
  restarts: all.map('the restarts of all Pods', (some) =>
    some.reduce((sum, { object }) => sum + (containerOf(object)?.restartCount ?? 0), 0),
  ),
  /** Of each that has ended. */
  exitCodes: all.map("the exit code of each Pod's container", (some) => {
    const codes = some.flatMap(({ object }) => containerOf(object)?.state.terminated?.exitCode ?? [])
    return codes.length > 0 ? codes : undefined
  }),

  /** Whole seconds from the creation of each to the start of its container. */
  containersStart: ofEach("the seconds from each Pod's creation to its container's start", ({ object }) => {
    const { running, terminated } = containerOf(object)?.state ?? {}
    return spanBetween(object.metadata.creationTimestamp, (running ?? terminated)?.startedAt)
  }),
  /** Whole seconds that the container of each ran. */
  containersRan: ofEach("the seconds that each Pod's container ran", ({ object }) => {
    const terminated = containerOf(object)?.state.terminated
    return spanBetween(terminated?.startedAt, terminated?.finishedAt)
  }),
  /** Whole seconds from the end of its container until the Pod is Succeeded or Failed. */
  endsAreSeen: ofEach("the seconds from the end of each Pod's container to that of the Pod", (seen) => {
    const ended = firstThat(seen, isTerminal)
    const finishedAt = ended && containerOf(ended.object)?.state.terminated?.finishedAt
    return ended === undefined || finishedAt === undefined
      ? undefined
      : { from: Date.parse(finishedAt), to: ended.written }
  }),
  /** Whole seconds from its start until it is Failed. */
  failAfter: ofEach(
    "the seconds from each Pod's start to its being Failed",
    fromStartTo(({ status }) => status.phase === 'Failed'),
  ),
  /**
   * Whole seconds from its start until it is not ready because it has failed. One that never was ready keeps the time of
   * that: what counts is when the reason was written.
   */
  unreadyAfter: ofEach(
    "the seconds from each Pod's start to its being not ready, with reason PodFailed",
    fromStartTo(isUnready),
  ),
  /** Whole seconds from its start to the end of its container. */
  containersEndAfter: ofEach("the seconds from each Pod's start to its container's end", ({ object }) =>
    spanBetween(object.status.startTime, containerOf(object)?.state.terminated?.finishedAt),
  ),
  /** Why each that has failed did. */
  failures: all.map('the reason why each Pod has failed', (some) => {
    const failed = some.filter(({ object }) => object.status.phase === 'Failed')
    return failed.length > 0 ? failed.map(({ object }) => object.status.reason) : undefined
  }),

  /** Whole seconds between the creations of the two that were made first. */
  firstTwoApart: all.seconds('the seconds between the creations of the first two Pods', (some) => {
    const [one, two] = some.map(({ object }) => object.metadata.creationTimestamp)
    return spanBetween(one, two)
  }),
  /** Whole seconds from the success of each to the creation of the next one. */
  nextMadeAfter: all.allSeconds("the seconds from each Pod's success to the next one's creation", (some) => {
    const spans = some.slice(1).flatMap(({ object }, place) => {
      const before = some[place] && firstThat(some[place], isSucceeded)
      return before ? { from: before.written, to: Date.parse(object.metadata.creationTimestamp) } : []
    })
    return spans.length > 0 ? spans : undefined
  }),

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

/** The first Pod of a scenario. */
export const pod = {
  name: its("the first Pod's name", ({ metadata }) => metadata.name),
  phase: its("the first Pod's phase", ({ status }) => status.phase),
  restartPolicy: its("the first Pod's restartPolicy", ({ spec }) => spec.restartPolicy),
  owners: its(
    "the number of the first Pod's owners",
    ({ metadata }) => metadata.ownerReferences?.length ?? 0,
  ),
  /** How many Deployments there are beside it. */
  deployments: first
    .with(allEver('Deployment'))
    .map('the number of Deployments beside the first Pod', ([, deployments]) => deployments.length),

  containerEnded: its(
    "the first Pod's container has ended",
    (one) => containerOf(one)?.state.terminated !== undefined,
  ),
}
