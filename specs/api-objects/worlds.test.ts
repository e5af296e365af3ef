import { expect, test } from 'vitest'
import { noiseOf } from '../../src/compare/noise-of.ts'
import { comparisonOf } from '../../src/compare/comparison.ts'
import { runOf } from '../../src/compare/run-of.ts'
import type { TraceEvent } from '../../src/trace/event.ts'
import { frameOf } from '../../src/trace/frame.ts'
import { countsAs } from '../../src/judge/verdict.ts'
import { claimsOf } from '../../src/lab/lab.ts'
import { isA, type Job } from '../../src/trace/kinds.ts'
import { recounted } from '../../testing/recounted.ts'
import { judgeAllOn, recordedEvents } from '../../testing/traces.ts'
import {
  both,
  firstOf,
  lastOf,
  later,
  objectsOfKind,
  eventsOfCommand,
  prints,
  type TraceChange,
} from '../../testing/worlds.ts'
import { runBusybox } from './rest/student.ts'
import { lab } from './lab.ts'

// Recorded runs as they would have been if Kubernetes had contradicted the lab: each must turn a claim red.

const events = await recordedEvents('v1.37.2')
const claims = claimsOf(lab)
const noise = await noiseOf(lab)
const run = (all: readonly TraceEvent[]) => runOf(lab, frameOf(all, '').header, all)
const recorded = run(events)

/** The condition of a type of a Job. */
const condition = ({ status }: Job, type: string) => status.conditions?.find((one) => one.type === type)
const has =
  (type: string) =>
  ({ object }: { object: Job }) =>
    condition(object, type) !== undefined

const deadlineLate = (seconds: number): TraceChange =>
  objectsOfKind('Job', 'deadline', (job) => {
    for (const one of job.status.conditions ?? [])
      one.lastTransitionTime = later(one.lastTransitionTime, seconds)
    return job
  })

/** The Job is Failed as soon as its deadline has passed. */
const failedAtOnce: TraceChange = objectsOfKind('Job', 'deadline', (job) => {
  const target = condition(job, 'FailureTarget')
  if (target && !condition(job, 'Failed'))
    job.status.conditions?.push({ ...target, type: 'Failed', status: 'True' })
  return job
})

const neverTold: TraceChange = objectsOfKind('Pod', 'deadline', (pod) => {
  delete pod.metadata.deletionTimestamp
  return pod
})

/** A twin of the last Pod, made in the very second of the deadline, just before it is noticed. */
const onePodMore: TraceChange = (all) => {
  const passed = firstOf('Job', 'deadline', all, has('FailureTarget'))
  const pod = lastOf('Pod', 'deadline', all, ({ change }) => change === 'added')
  const metadata = {
    ...pod.object.metadata,
    uid: 'one-more',
    name: 'sleepy-more',
    creationTimestamp: later(passed.object.status.startTime, 15) ?? '',
    resourceVersion: String(Number(passed.object.metadata.resourceVersion) - 1),
  }
  const more = { ...pod, at: passed.at, object: { ...pod.object, metadata } }
  return all.flatMap((event) => (event === passed ? [more, event] : [event]))
}

/** What the deadline ends takes three seconds more to end: of what ends at the deadline nobody could tell. */
const endsLater: TraceChange = objectsOfKind('Pod', 'deadline', (pod) => {
  for (const { state } of pod.status.containerStatuses ?? []) {
    const finishedAt = later(state.terminated?.finishedAt, 3)
    if (pod.metadata.deletionTimestamp !== undefined && state.terminated && finishedAt !== undefined)
      state.terminated.finishedAt = finishedAt
  }
  return pod
})

const countedLater: TraceChange = (all) =>
  objectsOfKind('Job', 'deadline', (job) => {
    if (condition(job, 'Failed')) job.status.succeeded = (job.status.succeeded ?? 0) + 1
    return job
  })(endsLater(all))

const neverRenewed =
  (scenario: string): TraceChange =>
  (all) => {
    let first: string | undefined
    return objectsOfKind('CronJob', scenario, (cronJob) => {
      first ??= cronJob.status.lastScheduleTime
      if (first !== undefined) cronJob.status.lastScheduleTime = first
      return cronJob
    })(all)
  }

/** The Job goes five seconds after it is complete; the watch tells of it only after it was to be deleted. */
const goesByItself: TraceChange = (all) => {
  const complete = firstOf('Job', 'single', all, has('Complete'))
  const deleted = firstOf('Job', 'single', all, ({ change }) => change === 'deleted')
  const [from, to] = [all.indexOf(complete), all.indexOf(deleted)]
  return all.flatMap((event, index) => {
    // A watch that is late is late with all that it tells: of other Jobs, and of how far it has got.
    const isOfJobs =
      (event.type === 'progress' && event.kind === 'Job') ||
      (event.type === 'object' && event.object.kind === 'Job')
    if (isOfJobs && index > from && index < to) return []
    if (event !== deleted) return event
    const resourceVersion = String(Number(complete.object.metadata.resourceVersion) + 1)
    const metadata = { ...deleted.object.metadata, resourceVersion }
    return { ...deleted, object: { ...deleted.object, metadata } }
  })
}

/** A Job that is made when its CronJob is gone, and told of just before the end. */
const firesOnceMore: TraceChange = (all) => {
  const made = firstOf('Job', 'pod-deadline', all)
  const end = all.find(
    (event) => event.type === 'scenario' && event.scenario === 'pod-deadline' && event.state === 'ends',
  )
  if (end?.type !== 'scenario') return [...all]
  const metadata = {
    ...made.object.metadata,
    uid: 'once-more',
    name: 'sleepy-1',
    resourceVersion: String(Number(end.revision) - 1),
  }
  const more = { ...made, at: end.at, object: { ...made.object, metadata } }
  return all.flatMap((event) => (event === end ? [more, event] : [event]))
}

const without = (part: RegExp) => (text: string) => text.replace(part, '')

const six: TraceChange = objectsOfKind('Job', 'completions', (job) => {
  job.status.failed = 1
  return job
})

/** That two pods have ended is told so late that their Job fails without having heard of both. */
const heardOfLate: TraceChange = (all) => {
  const { written } = firstOf('Job', 'deadline', all, has('FailureTarget'))
  const fewer = objectsOfKind('Job', 'deadline', (job) => {
    if (job.status.succeeded !== undefined) job.status.succeeded -= 1
    return job
  })
  return fewer(
    all.map((event) =>
      event.type === 'object' &&
      isA('Pod', event.object) &&
      event.object.metadata.namespace === 'lab-deadline' &&
      event.object.status.phase === 'Succeeded'
        ? { ...event, written }
        : event,
    ),
  )
}

/** The machine is so slow that the first two pods take all of the fifteen seconds, and no third one is made. */
const onlyTheFirstTwo: TraceChange = (all) => {
  const first = new Set<string>()
  return both(
    objectsOfKind('Pod', 'deadline', (pod) => {
      if (first.size < 2) first.add(pod.metadata.uid)
      return first.has(pod.metadata.uid) ? pod : undefined
    }),
    objectsOfKind('Job', 'deadline', (job) => {
      delete job.status.failed
      return job
    }),
  )(all)
}

/** The third Job is complete when the Jobs have been listed. */
const thirdJobIsLater: TraceChange = (all) => {
  const isDone = has('Complete')
  const complete = lastOf('Job', 'cron', all, (event) => event.change === 'modified' && isDone(event))
  const listed = all.findLast((event) => event.type === 'typed' && event.run === 'afterTheThird')
  if (listed?.type !== 'typed') return [...all]
  const exited = all.find((event) => event.type === 'exited' && event.command === listed.command)
  const metadata = { ...complete.object.metadata, resourceVersion: String(Number(listed.revision) + 1) }
  const told = { ...complete, at: exited?.at ?? 0, object: { ...complete.object, metadata } }
  const notDone = prints('cron', listed.line, (text) => text.replace(/1\/1(?![^]*1\/1)/, '0/1'), listed.run)
  return notDone(
    all.flatMap((event) => (event === complete ? [] : event === exited ? [event, told] : [event])),
  )
}

/** What is said of a world, how it comes about, and the claims that hang on it. */
type World = [says: string, change: TraceChange, ...claims: string[]]

/** By ids, which snapshots have. */
const worlds: Record<string, World> = {
  'deadline-2-s-late': [
    'the deadline is noticed two seconds late',
    deadlineLate(2),
    'job/deadline-ends-all',
    'job/deadline-condition-time',
  ],
  'deadline-40-s-late': [
    'the deadline is noticed forty seconds late',
    deadlineLate(40),
    'job/deadline-ends-all',
  ],
  'failed-at-once': [
    'the Job is Failed before its pods have ended',
    failedAtOnce,
    'job/deadline-one-condition',
    'job/deadline-condition-time',
  ],
  'pods-never-told': ['the pods are never told to stop', neverTold, 'job/deadline-ends-all'],
  'pod-at-the-deadline': ['a pod is made when the deadline comes', onePodMore, 'job/deadline-ends-all'],
  'success-after-the-deadline': [
    'a pod that ends after the deadline counts as a success',
    countedLater,
    'job/deadline-partial',
    'job/deadline-counts',
  ],
  'last-schedule-stays': [
    'the last schedule is never renewed',
    neverRenewed('cron'),
    'cronjob/last-schedule',
  ],
  'last-schedule-stays-with-two-jobs': [
    'the last schedule is not renewed either when two Jobs are active',
    neverRenewed('pod-deadline'),
    'cronjob/piled-up-rows',
  ],
  'last-schedule-of-the-first-job': [
    'the last schedule is printed as that of the first Job',
    prints(
      'pod-deadline',
      'kubectl get cronjobs.batch',
      (text) => text.replace(/(\b2 +)\d+m?\d*s?( )/, '$12m5s$2'),
      'withTwoJobs',
    ),
    'cronjob/piled-up-rows',
  ],
  'ttl-of-an-hour': [
    'the Job will remove itself in an hour',
    objectsOfKind('Job', 'single', (job) => ({
      ...job,
      spec: { ...job.spec, ttlSecondsAfterFinished: 3600 },
    })),
    'job/stays-when-done',
  ],
  'goes-by-itself': ['the Job removes itself, and the watch is late', goesByItself, 'job/stays-when-done'],
  'age-stands-still': [
    'the age of the Job stands still',
    prints('single', 'kubectl get job', (text) => text.replaceAll(/\d+s$/gm, '1s'), 'aWhileLater'),
    'job/stays-when-done',
    'job/duration-stands-still',
  ],
  'duration-goes-on': [
    'the duration of the Job goes on',
    prints('single', 'kubectl get job', (text) => text.replace(/(1\/1 +)\d+s/, '$199s'), 'aWhileLater'),
    'job/duration-stands-still',
  ],
  'container-started-twice': [
    'the container of the Job is started twice',
    objectsOfKind('Pod', 'single', (pod) => {
      for (const container of pod.status.containerStatuses ?? []) container.restartCount = 1
      return pod
    }),
    'job/completes',
    'job/takes-its-sleep',
  ],
  'pod-10-s-after-the-job': [
    'the pod of the Job is made ten seconds after it',
    objectsOfKind('Pod', 'single', (pod) => {
      pod.metadata.creationTimestamp = later(pod.metadata.creationTimestamp, 10) ?? ''
      return pod
    }),
    'job/completes',
    'job/takes-its-sleep',
  ],
  'printed-end-of-another': [
    'the printed end is not that of the Job',
    prints('single', 'kubectl describe jobs.batch sleepy', (text) =>
      text
        .replace(/(Completed At: .*:)\d\d( \+0000)/, '$158$2')
        .replace(/(Start Time: .*:)\d\d( \+0000)/, '$157$2'),
    ),
    'job/describe-fields',
  ],
  'no-start': [
    'the details have no start',
    prints('single', 'kubectl describe jobs.batch sleepy', without(/^Start Time: .*/m)),
    'job/describe-fields',
  ],
  'no-end': [
    'the details have no end',
    prints('single', 'kubectl describe jobs.batch sleepy', without(/^Completed At: .*/m)),
    'job/describe-fields',
  ],
  'no-duration': [
    'the details have no duration',
    prints('single', 'kubectl describe jobs.batch sleepy', without(/^Duration: .*/m)),
    'job/describe-fields',
  ],
  'no-selector': [
    'the Job is printed without its selector',
    prints('single', 'kubectl get jobs.batch sleepy -o yaml', without(/^ {2}selector:(\n {4}.*)+/m)),
    'job/selector-by-uid',
  ],
  'completions-by-another-name': [
    'the row has its completions in a column of another name',
    prints('deadline', 'kubectl get jobs', (text) => text.replace('COMPLETIONS', 'SUCCESSES  '), 'beforeIt'),
    'job/deadline-rows',
  ],
  'conditions-without-dates': [
    'the conditions have no dates',
    both(
      prints('deadline', 'kubectl get job sleepy -o yaml', (text) =>
        text.replaceAll(/(lastProbeTime): .*/g, '$1: null'),
      ),
      objectsOfKind('Job', 'deadline', (job) => {
        for (const one of job.status.conditions ?? []) one.lastProbeTime = null
        return job
      }),
    ),
    'job/deadline-condition-time',
  ],
  'labels-of-another': [
    "the labels have another one's uid",
    prints('single', 'kubectl describe jobs.batch sleepy', (text) =>
      text.replaceAll(/controller-uid=\S+/g, 'controller-uid=00000000-0000-0000-0000-000000000000'),
    ),
    'job/describe-labels',
  ],
  'two-active': [
    'two are active where one should be',
    objectsOfKind('Job', 'completions', (job) => {
      if (job.status.active === 1) job.status.active = 2
      return job
    }),
    'job/completions-one-by-one',
  ],
  'one-at-a-time-from-the-third': [
    'from the third on they run one at a time',
    objectsOfKind('Job', 'parallel', (job) => {
      if (job.status.succeeded === 2) job.status.active = 1
      return job
    }),
    'job/parallel-two-at-once',
  ],
  'one-of-five-fails': ['one of five fails on the way', six, 'job/completions-five'],
  'status-without-message': [
    'the printed status has no message',
    prints('deadline', 'kubectl get job sleepy -o yaml', (text) =>
      text.replaceAll(/^ *-? *message: .*\n/gm, ''),
    ),
    'job/deadline-reason',
  ],
  'one-pod-listed': [
    'the list shows one pod where two run',
    prints('parallel', 'kubectl get pods', (text) => text.split('\n').slice(0, 2).join('\n')),
    'job/parallel-two-listed',
  ],
  'row-counts-too-much': [
    'the row counts what has not succeeded',
    prints('deadline', 'kubectl get jobs', (text) => text.replace(/\d\/5/, '4/5'), 'afterIt'),
    'job/deadline-rows',
  ],
  'pods-left': [
    'the pods of the failed Job are left',
    objectsOfKind('Pod', 'deadline', (pod, event) => (event.change === 'deleted' ? undefined : pod)),
    'job/deadline-delete-takes-pods',
  ],
  'fires-once-more': [
    'a Job is made when its CronJob is gone, and told of late',
    firesOnceMore,
    'cronjob/delete-takes-jobs',
  ],
  'no-deadline-stored': [
    'what is stored has no deadline',
    objectsOfKind('CronJob', 'pod-deadline', (cronJob) => {
      delete cronJob.spec.jobTemplate?.spec.template?.spec.activeDeadlineSeconds
      return cronJob
    }),
    'cronjob/pod-deadline-accepted',
    'cronjob/deadline-belongs-to-the-pod',
  ],
  'container-never-asked': [
    'the container is never asked to stop',
    prints(
      'pod-deadline',
      'kubectl get events --field-selector reason=Killing',
      () => 'No resources found\n',
    ),
    'cronjob/pod-deadline-ends-container',
  ],
  'second-as-old-as-the-first': [
    'the second of the piled up Jobs is as old as the first',
    prints(
      'pod-deadline',
      'kubectl get jobs',
      (text) =>
        text
          .split('\n')
          .map((line, row, all) => (row === 2 ? (all[1] ?? line) : line))
          .join('\n'),
      'withTwoJobs',
    ),
    'cronjob/piled-up-rows',
  ],
  'pod-is-owned': [
    'somebody owns the pod that was run',
    objectsOfKind('Pod', 'rest', (pod) => {
      if (pod.metadata.name === 'busybox')
        pod.metadata.ownerReferences = [{ kind: 'ReplicaSet', name: 'busybox', uid: 'x' }]
      return pod
    }),
    'rest/run-makes-a-pod',
  ],
  'token-outlives-its-pod': [
    'the token outlives its pod',
    eventsOfCommand(
      'rest',
      'curl $server/api --header "Authorization: Bearer $podtoken" --cacert pod-ca.crt',
      'whenItIsGone',
      (event) =>
        event.type === 'output' && event.stream === 'stdout'
          ? { ...event, text: '{"kind": "APIVersions"}' }
          : event,
    ),
    'rest/pod-token-is-the-same',
  ],
  'secrets-are-open': [
    'secrets are open to everybody',
    prints('rest', 'curl $server/api/v1/secrets -k', () => '{"kind": "SecretList"}'),
    'rest/anonymous-is-restricted',
  ],
  'run-is-quiet': [
    'kubectl run is quiet',
    prints('rest', runBusybox, without(/All commands.*\r?\n|If you don't.*\r?\n/g)),
    'rest/run-shows-a-prompt',
  ],
  'deleted-after-the-exit': [
    'the pod is deleted after the exit',
    prints('rest', runBusybox, (text) =>
      text.replace(/Session ended.* command/, '$&\r\npod "busybox" deleted'),
    ),
    'rest/exit-ends-the-session',
  ],
  'role-opens-nothing': [
    'a role opens nothing',
    prints(
      'rest',
      'curl $server/api/v1/namespaces --header "Authorization: Bearer $token" -k',
      () => '{"kind": "Status", "code": 403}',
      'withARole',
    ),
    'rest/policy-can-open-more',
  ],
  'fails-and-last-schedule-stays': [
    'one of five fails, and the last schedule is never renewed',
    both(six, neverRenewed('cron')),
    'job/completions-five',
    'cronjob/last-schedule',
  ],
}

/** Up to 1.30 the Job loses its pods in one version, and the next says why: so many seconds after the start. */
const withoutPodsAfter =
  (seconds: number): TraceChange =>
  (all) =>
    all.flatMap((event) => {
      if (event.type !== 'object' || !isA('Job', event.object)) return event
      const { metadata, status } = event.object
      if (metadata.namespace !== 'lab-deadline' || status.conditions?.length !== 1) return event
      const resourceVersion = String(Number(metadata.resourceVersion) - 1)
      const object = {
        ...event.object,
        metadata: { ...metadata, resourceVersion },
        status: { ...status, active: undefined, conditions: undefined },
      }
      return [{ ...event, object, written: later(status.startTime, seconds) }, event]
    })

/** Worlds in which the lab can not show what it speaks of. */
const untellable: Record<string, World> = {
  'ends-told-at-the-deadline': [
    'that the pods have ended is told when the deadline comes',
    heardOfLate,
    'job/deadline-partial',
    'job/deadline-counts',
  ],
  'no-pod-unfinished': ['no pod is unfinished at the deadline', onlyTheFirstTwo, 'job/deadline-counts'],
  'third-job-later': [
    'the third Job is not done when the Jobs are listed',
    thirdJobIsLater,
    'cronjob/jobs-complete',
  ],
}

const titled = (some: Record<string, World>) =>
  Object.entries(some).map(([id, [says, change, ...its]]) => [`${id}: ${says}`, change, its] as const)

const judged = async (world: TraceChange, ids: readonly string[]) => {
  const some = claims.filter(({ id }) => ids.includes(id))
  const judgements = await judgeAllOn(some, recounted(world(events)))
  return judgements.map(({ id, verdict }) => `${id}: ${countsAs[verdict]}`)
}

test.each(titled(worlds))('%s', async (_, world, red) => {
  expect((await judged(world, red)).toSorted()).toEqual(red.map((id) => `${id}: fail`).toSorted())
})

/**
 * Times, ages, uids and counts that are other in each run, and must only fit together; and fields of objects that nothing
 * shows. Claims hold these; where two runs are compared they do not show.
 */
const onlyForClaims = new Set([
  'success-after-the-deadline',
  'one-at-a-time-from-the-third',
  'age-stands-still',
  'duration-goes-on',
  'pod-10-s-after-the-job',
  'last-schedule-stays-with-two-jobs',
  'pod-is-owned',
  'goes-by-itself',
  'ttl-of-an-hour',
  'deadline-40-s-late',
  'deadline-2-s-late',
  'labels-of-another',
  'last-schedule-stays',
  'last-schedule-of-the-first-job',
  'pods-never-told',
  'printed-end-of-another',
  'row-counts-too-much',
  'second-as-old-as-the-first',
  'two-active',
  'no-deadline-stored',
])
const shownWorlds = Object.entries(worlds).filter(([id]) => !onlyForClaims.has(id))

test('there are twenty changes and more that show where two runs are compared', () => {
  expect(shownWorlds.length).toBeGreaterThan(20)
})

test.each(shownWorlds)('%s shows where it is when two runs are compared', (_, [, world]) => {
  const { changes } = comparisonOf([recorded, run(recounted(world(events)))], noise, [])
  expect(changes.map(({ of, place }) => `${of}: ${place}`)).toMatchSnapshot()
  expect(changes.length).toBeGreaterThan(0)
})

test('the Job runs until its deadline also where it loses its pods before it says why', async () => {
  const ids = ['job/deadline-alive-before']
  expect(await judged(withoutPodsAfter(15), ids)).toEqual(['job/deadline-alive-before: pass'])
  expect(await judged(withoutPodsAfter(13), ids)).toEqual(['job/deadline-alive-before: fail'])
})

test.each(titled(untellable))('%s: nobody can tell', async (_, world, ids) => {
  expect((await judged(world, ids)).toSorted()).toEqual(ids.map((id) => `${id}: error`).toSorted())
})
