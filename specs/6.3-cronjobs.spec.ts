import { claim } from '../src/lab/claim.ts'
import { heals, leaving, patch, red, types } from '../src/lab/counterexample.ts'
import { limits } from '../src/lab/limits.ts'
import { cell, column, columns, exitCode, stderr, stdout, typed } from '../src/property/answers.ts'
import {
  completeJobs,
  cronJob,
  everyJobIsComplete,
  firings,
  firstDelay,
  firstJobIsFinished,
  gaps,
  historyLimit,
  jobsActive,
  lateness,
  leftovers,
  namesByTime,
  oldestIsGone,
  podsOfFirstJob,
} from '../src/property/cronjobs.ts'
import {
  are,
  atLeast,
  between,
  each,
  includes,
  is,
  matches,
  some,
  startsWith,
} from '../src/property/matcher.ts'
import { containerEndedAfter, failedAfter, failure, unreadyAfter } from '../src/property/pods.ts'
import { always, atFirst, atLast, comesTrue, constant, eventually, never } from '../src/property/property.ts'
import { container, deadlineOfTheJob, obeysTerm, podSpec } from './6.3-cronjobs.changes.ts'
import { cron, history, podDeadline } from './6.3-cronjobs.student.ts'
import { deletionNamesTheNamespace } from './drifts.ts'

const create = 'kubectl create -f cronjob.yaml'
const get = 'kubectl get cronjobs.batch'
/** Seconds: the controller makes a Job when its time comes, and its creation time is cut to a whole second. */
const punctual = 3
/** Seconds: the kubelet looks at deadlines once a second, and tells the server after that. */
const noticed = 3
/** Seconds: the container starts after the pod, by as much as a crowded machine needs for it. */
const podStart = limits.podStart.milliseconds / 1000
const remove = 'kubectl delete cronjobs.batch sleepy'

// 6.3c.1 and 6.3c.2: the file

claim('cronjob/v1beta1', {
  step: '6.3c.2',
  says: 'A CronJob is written with apiVersion batch/v1beta1.',
  in: cron,
  holds: atFirst(exitCode(create), is(0)),
  drift: [
    {
      since: '1.25',
      axis: 'server',
      severity: 'blocks',
      instead: 'The server no longer knows the kind in that version.',
      remedy: 'Write apiVersion: batch/v1, which is served since 1.21.',
      now: atFirst(stderr(create), matches(/no matches for kind "CronJob" in version "batch\/v1beta1"/)).and(
        eventually(exitCode(create), is(0)),
      ),
      source: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/#cronjob-v125',
    },
  ],
  turnedRedBy: [heals(patch({ apiVersion: 'batch/v1' }), /exit code: 0/)],
})

// 6.3c.3: two minutes of waiting

claim('cronjob/create-message', {
  step: '6.3c.3',
  says: 'Creating the CronJob is confirmed with its name.',
  in: cron,
  holds: eventually(stdout(create), is('cronjob.batch/sleepy created')),
  turnedRedBy: [red(types(create, `${create} --dry-run=client`), /dry run/)],
})

claim('cronjob/get-before', {
  step: '6.3c.3',
  says: 'It shows its schedule, that it is not suspended, nothing active and no last schedule.',
  in: cron,
  holds: atFirst(cell(get, 'SCHEDULE'), is('*/2 * * * *'))
    .and(atFirst(cell(get, 'SUSPEND'), is('False')))
    .and(atFirst(cell(get, 'ACTIVE'), is('0')))
    .and(atFirst(cell(get, 'LAST SCHEDULE'), is('<none>'))),
  turnedRedBy: [red(patch({ 'spec.suspend': true }), /SUSPEND: "True"/)],
})

claim('cronjob/get-columns', {
  step: '6.3c.3',
  says: 'The table of CronJobs has name, schedule, suspend, active, last schedule and age.',
  in: cron,
  holds: atFirst(columns(get), are('NAME', 'SCHEDULE', 'SUSPEND', 'ACTIVE', 'LAST SCHEDULE', 'AGE')),
  drift: [
    {
      since: '1.30',
      axis: 'server',
      severity: 'cosmetic',
      instead: 'A column TIMEZONE follows the schedule.',
      remedy: 'Print the new column.',
      now: atFirst(
        columns(get),
        are('NAME', 'SCHEDULE', 'TIMEZONE', 'SUSPEND', 'ACTIVE', 'LAST SCHEDULE', 'AGE'),
      ).and(atFirst(cell(get, 'TIMEZONE'), is('<none>'))),
      source: 'kubernetes/kubernetes#122231',
    },
  ],
  turnedRedBy: [red(types(get, `${get} -o wide`), /columns: .*CONTAINERS/)],
})

claim('cronjob/no-jobs-yet', {
  step: '6.3c.3',
  says: 'At first there are no Jobs, in these words: No resources found.',
  in: cron,
  holds: atFirst(stderr('kubectl get jobs.batch'), is('No resources found.')),
  drift: [
    {
      since: '1.17',
      axis: 'kubectl',
      severity: 'cosmetic',
      instead: 'There are none, and the message names the namespace.',
      remedy: 'Print: No resources found in default namespace.',
      now: atFirst(stderr('kubectl get jobs.batch'), is('No resources found in default namespace.')).and(
        atFirst(stdout('kubectl get jobs.batch'), is('')),
      ),
      source:
        'https://github.com/kubernetes/kubernetes/blob/v1.17.0/staging/src/k8s.io/kubectl/pkg/cmd/get/get.go',
    },
  ],
  turnedRedBy: [
    red(types('kubectl get jobs.batch', 'kubectl get jobs.batch -n kube-system'), /in kube-system namespace/),
  ],
})

claim('cronjob/first-within-two-minutes', {
  step: '6.3c.3',
  says: 'The first Job is made within two minutes, when the minute is next an even one.',
  in: cron,
  holds: atFirst(firstDelay, between(0, 120 + punctual)).and(
    atFirst(lateness(120), each(between(0, punctual))),
  ),
  turnedRedBy: [
    red(patch({ 'spec.schedule': '1-59/2 * * * *' }), /seconds after a multiple of 120 s: \[6\d\]/),
  ],
})

// 6.3c.4: a Job every two minutes

claim('cronjob/every-two-minutes', {
  step: '6.3c.4',
  says: 'A Job is made every two minutes, on even minutes only.',
  in: cron,
  holds: eventually(firings, is(3))
    .and(always(gaps, each(between(120 - punctual, 120 + punctual))))
    .and(always(lateness(120), each(between(0, punctual)))),
  turnedRedBy: [
    red(patch({ 'spec.suspend': true }), /by number: 0/),
    red(patch({ 'spec.schedule': '* * * * *' }), /: \[6\d|gaps|multiple of 120 s/),
  ],
})

claim('cronjob/jobs-complete', {
  step: '6.3c.4',
  says: 'Each of the Jobs completes.',
  in: cron,
  holds: atLast(column('kubectl get jobs.batch', 'COMPLETIONS'), is(['1/1', '1/1', '1/1'])).and(
    atLast(everyJobIsComplete, is(true)),
  ),
  turnedRedBy: [
    red(patch({ [`${container}.command.0`]: '/bin/false', 'spec.jobTemplate.spec.backoffLimit': 0 }), /0\/1/),
  ],
})

claim('cronjob/job-names', {
  step: '6.3c.4',
  says: 'A Job is named after the second it was scheduled for.',
  in: cron,
  holds: always(namesByTime(1), is('as scheduled')),
  drift: [
    {
      since: '1.21',
      axis: 'server',
      severity: 'cosmetic',
      instead: 'After the minute, so that the numbers go up by 2 and not by 120.',
      remedy: 'Print the shorter numbers.',
      now: always(namesByTime(60), is('as scheduled')),
      source: 'kubernetes/kubernetes#93370',
    },
  ],
  turnedRedBy: [red(patch({ 'metadata.name': 'dozy' }), /dozy-\d+/)],
})

claim('cronjob/last-schedule', {
  step: '6.3c.4',
  says: 'Then it shows how long ago it was scheduled last, and nothing active any more.',
  in: cron,
  holds: atLast(cell(get, 'LAST SCHEDULE'), matches(/^\d+s$/))
    .and(atLast(cell(get, 'ACTIVE'), is('0')))
    .and(
      eventually(
        cronJob.map('lastScheduleTime', ({ status }) => status.lastScheduleTime),
        matches(/:00Z$/),
      ),
    ),
  turnedRedBy: [red(patch({ 'spec.suspend': true }), /LAST SCHEDULE: "<none>"/)],
})

claim('cronjob/history-three', {
  step: '6.3c.4',
  says: 'Three finished Jobs are kept: with the fourth the oldest goes.',
  in: history,
  holds: atFirst(historyLimit, is(3))
    .and(comesTrue(oldestIsGone))
    .and(
      never(oldestIsGone, is(true)).until(completeJobs.map('are more than three', (jobs) => jobs.length > 3)),
    )
    .and(
      atLast(
        completeJobs.map('(number)', (jobs) => jobs.length),
        is(3),
      ),
    )
    .and(
      atLast(
        column('kubectl get jobs.batch', 'NAME').map('(number)', (names) => names.length),
        is(3),
      ),
    ),
  turnedRedBy: [red(patch({ 'spec.successfulJobsHistoryLimit': 1 }), /HistoryLimit: 1/)],
})

// 6.3c.5: ten seconds for a pod that sleeps thirty

claim('cronjob/pod-deadline-accepted', {
  step: '6.3c.5',
  says: 'activeDeadlineSeconds may stand in the spec of the pod.',
  in: podDeadline,
  holds: atFirst(stdout(create), is('cronjob.batch/sleepy created')),
  turnedRedBy: [red(patch({ [`${podSpec}.activeDeadlineSeconds`]: 0 }), /prints: ""/)],
})

claim('cronjob/pod-deadline-fails-pod', {
  step: '6.3c.5',
  says: 'After ten seconds, and not before, the pod has failed because of its deadline.',
  in: podDeadline,
  holds: atFirst(failedAfter, between(10, 10 + noticed)).and(eventually(failure, is('DeadlineExceeded'))),
  drift: [
    {
      since: '1.24',
      axis: 'server',
      severity: 'misleads',
      instead:
        'After ten seconds the pod is no longer ready, with PodFailed as the reason; it shows as failed only when its container has ended.',
      remedy: 'Say that the pod fails when its container has ended, at the latest after 30 s of grace.',
      now: atFirst(unreadyAfter, between(10, 10 + noticed))
        .and(atFirst(failedAfter, between(30, 30 + podStart + noticed)))
        .and(eventually(failure, is('DeadlineExceeded'))),
      source: 'kubernetes/kubernetes#108366',
    },
  ],
  turnedRedBy: [red(patch({ [`${podSpec}.activeDeadlineSeconds`]: 20 }), /after \(seconds\): 2\d/)],
})

claim('cronjob/pod-deadline-ends-container', {
  step: '6.3c.5',
  says: 'Its container is stopped then.',
  in: podDeadline,
  holds: atFirst(containerEndedAfter, between(10, 10 + noticed)),
  drift: [
    {
      since: 'ever',
      axis: 'server',
      severity: 'misleads',
      instead:
        'The container is asked to stop; its sleep, being process 1, ignores that and runs to its end within the grace period. The list of pods says Completed.',
      remedy:
        'Say that the pod is marked failed after ten seconds, and that the process may run on for 30 s of grace.',
      now: atFirst(containerEndedAfter, between(30, 30 + podStart)).and(
        atFirst(column('kubectl get pods', 'STATUS'), includes('Completed')),
      ),
      source: 'kubernetes/kubernetes#98718',
    },
  ],
  turnedRedBy: [
    heals(
      patch({ [`${container}.command`]: ['/bin/sh', '-c'], [`${container}.args.0`]: obeysTerm }),
      /container ended after \(seconds\): 1\d/,
    ),
  ],
})

claim('cronjob/pod-deadline-ends-job', {
  step: '6.3c.5',
  says: 'So the Job ends after ten seconds.',
  in: podDeadline,
  holds: comesTrue(firstJobIsFinished).until(typed(remove)),
  drift: [
    {
      since: 'ever',
      axis: 'server',
      severity: 'misleads',
      instead: 'The Job goes on and tries again with a new pod, up to its backoffLimit.',
      remedy: 'Put activeDeadlineSeconds into the spec of the Job (jobTemplate.spec) instead of the pod.',
      now: never(firstJobIsFinished, is(true))
        .until(typed(remove))
        .and(eventually(podsOfFirstJob, atLeast(2))),
      source: 'kubernetes/kubernetes#98718',
    },
  ],
  turnedRedBy: [
    heals(leaving(deadlineOfTheJob, 'cronjob/pod-deadline-accepted'), /the first is finished: true/),
  ],
})

// 6.3c.6: Jobs that never complete

claim('cronjob/deadline-never-completes', {
  step: '6.3c.6',
  says: 'The Jobs age and none of them completes.',
  in: podDeadline,
  holds: atLast(firings, is(2))
    .and(
      always(
        completeJobs.map('(number)', (jobs) => jobs.length),
        is(0),
      ),
    )
    .and(always(column('kubectl get jobs', 'COMPLETIONS'), each(is('0/1')))),
  turnedRedBy: [red(patch({ [`${container}.args.0`]: '3' }), /\(number\): 1|1\/1/)],
})

claim('cronjob/deadline-piles-up', {
  step: '6.3c.6',
  says: 'One is active, and two are after the next firing.',
  in: podDeadline,
  holds: atFirst(cell(get, 'ACTIVE'), is('1'))
    .and(atLast(cell(get, 'ACTIVE'), is('2')))
    .and(eventually(jobsActive, is(2))),
  turnedRedBy: [red(patch({ 'spec.concurrencyPolicy': 'Forbid' }), /ACTIVE: "1"/)],
})

// 6.3c.7: the end

claim('cronjob/delete-message', {
  step: '6.3c.7',
  says: 'Deleting the CronJob is confirmed with its name.',
  in: podDeadline,
  holds: atFirst(stdout(remove), is('cronjob.batch "sleepy" deleted')),
  drift: [deletionNamesTheNamespace(remove, 'cronjob.batch "sleepy" deleted')],
  turnedRedBy: [red(types(remove, `${remove} -o name`), /prints: "cronjob\.batch\/sleepy"/)],
})

claim('cronjob/delete-takes-jobs', {
  step: '6.3c.7',
  says: 'With the CronJob its Jobs and pods are gone, and nothing is made any more.',
  in: podDeadline,
  holds: eventually(leftovers, some(startsWith('Job')))
    .and(eventually(leftovers, some(startsWith('Pod'))))
    .and(atLast(leftovers, are()).and(constant(firings)).from(typed(remove))),
  turnedRedBy: [red(types(remove, `${remove} --cascade=orphan`), /what is left: \["/)],
})
