import { heals, patch, red, types } from '../../../src/lab/counterexample.ts'
import type { Section } from '../../../src/lab/lab.ts'
import {
  ageOff,
  cell,
  column,
  exitCode,
  refusal,
  stderr,
  stdout,
  typed,
} from '../../../src/property/answers.ts'
import { cronJob } from './cronjob.ts'
import {
  above,
  are,
  atLeast,
  between,
  each,
  includes,
  is,
  matches,
  some,
  startsWith,
} from '../../../src/property/matcher.ts'
import { same } from '../../../src/property/observation.ts'
import { pods } from '../../../src/property/pods.ts'
import {
  always,
  atFirst,
  atLast,
  comesTrue,
  constant,
  eventually,
  never,
} from '../../../src/property/property.ts'
import { deadlineOfTheJob, exitsWithError, obeysTerm, podDeadlineOf, sleeps } from './counterexamples.ts'
import {
  create,
  createInCron,
  cron,
  getInPodDeadline,
  getJobs,
  getJobsInCron,
  getPods,
  getStops,
  history,
  period,
  podDeadline,
  remove,
  dryRun,
} from './student.ts'
import { deletionNamesTheNamespace } from '../drifts.ts'
import { agrees } from '../limits.ts'
import { eachSleepsOnce, endIsSeen, goesOnAtOnce } from '../pace.ts'
import {
  completeRows,
  stopped,
  thirtySeconds,
  punctual,
  noticed,
  podStart,
  beforeTheFirst,
  afterTheFirst,
  afterTheSecond,
  columnsBefore,
  completionsInTheEnd,
  lateness,
  suspendPrinted,
  hasNoneActive,
  threeAreComplete,
  hasActive,
  lastScheduleIsNewest,
  oneAfterTwoFirings,
} from './looks.ts'

export const cronJobs: Section = {
  exercise: 'cronjob',
  title: '6.3 Working with CronJobs',
  file: 'specs/api-objects/cronjobs/claims.ts',
  steps: {
    '6.3c.1': 'copies a file',

    // The file.
    '6.3c.2': {
      'cronjob/v1beta1': {
        says: 'A CronJob is written with apiVersion batch/v1beta1.',
        in: cron,
        holds: atFirst(exitCode(createInCron.asPrinted), is(0)),
        drift: [
          {
            change: 'create-cronjob-v1beta1',
            holds: atFirst(
              refusal(createInCron.asPrinted),
              matches(/no matches for kind "CronJob" in version "batch\/v1beta1"/),
            ).and(atFirst(stdout(createInCron.asBatchV1), is('cronjob.batch/sleepy created'))),
          },
        ],
        turnedRedBy: [heals(patch({ apiVersion: 'batch/v1' }), exitCode(createInCron.asPrinted), is(0))],
      },
    },

    // Two minutes of waiting.
    '6.3c.3': {
      'cronjob/create-message': {
        says: 'Creating the CronJob is confirmed with its name.',
        in: cron,
        holds: eventually(stdout(create), is('cronjob.batch/sleepy created')),
        turnedRedBy: [
          red(
            types(createInCron.asBatchV1, `${create} --dry-run=client`),
            stdout(create),
            matches(/\(dry run\)$/),
          ),
        ],
      },

      'cronjob/get-before': {
        says: 'It shows its schedule, that it is not suspended, nothing active and no last schedule.',
        in: cron,
        holds: atFirst(column(beforeTheFirst, 'NAME'), are('sleepy'))
          .and(atFirst(cell(beforeTheFirst, 'SCHEDULE'), is('*/2 * * * *')))
          .and(atFirst(same(cell(beforeTheFirst, 'SCHEDULE'), cronJob.schedule), is(true)))
          .and(atFirst(cell(beforeTheFirst, 'SUSPEND'), is('False')))
          .and(atFirst(same(cell(beforeTheFirst, 'SUSPEND'), suspendPrinted), is(true)))
          .and(atFirst(cell(beforeTheFirst, 'ACTIVE'), is('0')))
          .and(atFirst(cell(beforeTheFirst, 'LAST SCHEDULE'), is('<none>'))),
        turnedRedBy: [red(patch({ 'spec.suspend': true }), cell(beforeTheFirst, 'SUSPEND'), is('True'))],
      },

      'cronjob/get-columns': {
        says: 'The table of CronJobs has name, schedule, suspend, active, last schedule and age.',
        in: cron,
        holds: atFirst(columnsBefore, are('NAME', 'SCHEDULE', 'SUSPEND', 'ACTIVE', 'LAST SCHEDULE', 'AGE')),
        drift: [
          {
            change: 'get-cronjobs-timezone',
            holds: atFirst(
              columnsBefore,
              are('NAME', 'SCHEDULE', 'TIMEZONE', 'SUSPEND', 'ACTIVE', 'LAST SCHEDULE', 'AGE'),
            ).and(atFirst(cell(beforeTheFirst, 'TIMEZONE'), is('<none>'))),
          },
        ],
        turnedRedBy: [
          red(types(beforeTheFirst, `${beforeTheFirst.text} -o wide`), columnsBefore, includes('CONTAINERS')),
        ],
      },

      'cronjob/no-jobs-yet': {
        says: 'At first there are no Jobs, in these words: No resources found.',
        in: cron,
        holds: atFirst(stderr(getJobsInCron.beforeTheFirst), is('No resources found.')),
        drift: [
          {
            change: 'get-nothing-namespace',
            holds: atFirst(
              stderr(getJobsInCron.beforeTheFirst),
              is('No resources found in default namespace.'),
            ).and(atFirst(stdout(getJobsInCron.beforeTheFirst), is(''))),
          },
        ],
        turnedRedBy: [
          red(
            types(getJobsInCron.beforeTheFirst, `${getJobsInCron.beforeTheFirst.text} -n kube-system`),
            stderr(getJobsInCron.beforeTheFirst),
            is('No resources found in kube-system namespace.'),
          ),
        ],
      },

      'cronjob/first-within-two-minutes': {
        says: 'The first Job is made within two minutes, when the minute is next an even one.',
        in: cron,
        holds: atFirst(cronJob.firstDelay, between(0, period + punctual)).and(
          atFirst(lateness, each(between(0, punctual))),
        ),
        turnedRedBy: [
          red(patch({ 'spec.schedule': '1-59/2 * * * *' }), lateness, each(between(60, 60 + punctual))),
        ],
      },
    },

    // A Job every two minutes.
    '6.3c.4': {
      'cronjob/every-two-minutes': {
        says: 'A Job is made every two minutes, on even minutes only.',
        in: cron,
        holds: eventually(cronJob.firings, is(3))
          .and(always(cronJob.gaps, each(between(period - punctual, period + punctual))))
          .and(always(lateness, each(between(0, punctual)))),
        turnedRedBy: [
          red(patch({ 'spec.suspend': true }), cell(beforeTheFirst, 'SUSPEND'), is('True')),
          red(patch({ 'spec.schedule': '* * * * *' }), lateness, some(between(60, 60 + punctual))),
        ],
      },

      'cronjob/jobs-complete': {
        says: 'Each of the Jobs completes.',
        in: cron,
        holds: atFirst(completionsInTheEnd, is(['1/1', '1/1', '1/1']))
          .while(threeAreComplete, getJobsInCron.afterTheThird)
          .and(atLast(cronJob.everyJobIsComplete, is(true)).until(typed(remove)))
          .and(atLast(pods.made, is(3)).until(typed(remove)))
          .and(eachSleepsOnce)
          .and(goesOnAtOnce),
        turnedRedBy: [red(exitsWithError, pods.exitCodes, each(is(1)))],
      },

      'cronjob/job-names': {
        says: 'A Job is named after the second it was scheduled for.',
        in: cron,
        holds: always(cronJob.jobNames('sleepy', period, 1), is('as scheduled')),
        drift: [
          {
            change: 'cronjob-job-names',
            holds: always(cronJob.jobNames('sleepy', period, 60), is('as scheduled')),
          },
        ],
        turnedRedBy: [
          red(
            patch({ 'metadata.name': 'dozy' }),
            cronJob.jobNames('sleepy', period, 60),
            matches(/^dozy-\d+$/),
          ),
        ],
      },

      'cronjob/last-schedule': {
        says: 'Then it shows how long ago it was scheduled last, and nothing active any more.',
        in: cron,
        holds: atFirst(cell(afterTheFirst, 'LAST SCHEDULE'), matches(/^\d+[ms]/))
          .and(
            atFirst(ageOff(afterTheFirst, 'LAST SCHEDULE', cronJob.lastScheduleTime), agrees).while(
              hasNoneActive,
              afterTheFirst,
            ),
          )
          .and(atFirst(cell(afterTheFirst, 'ACTIVE'), is('0')).while(hasNoneActive, afterTheFirst))
          .and(
            atFirst(ageOff(afterTheSecond, 'LAST SCHEDULE', cronJob.lastScheduleTime), agrees).while(
              hasNoneActive,
              afterTheSecond,
            ),
          )
          .and(atFirst(lastScheduleIsNewest, is(true)).while(hasNoneActive, afterTheFirst))
          .and(atFirst(lastScheduleIsNewest, is(true)).while(hasNoneActive, afterTheSecond))
          .and(atLast(lastScheduleIsNewest, is(true)).until(typed(remove))),
        turnedRedBy: [
          red(patch({ 'spec.suspend': true }), cell(afterTheFirst, 'LAST SCHEDULE'), is('<none>')),
        ],
      },

      'cronjob/history-three': {
        says: 'Three finished Jobs are kept: with the fourth the oldest goes.',
        in: history,
        holds: atFirst(cronJob.historyLimit, is(3))
          .and(comesTrue(cronJob.firstJobIsGone))
          .and(never(cronJob.firstJobIsGone, is(true)).until(cronJob.hasMoreThanComplete(3)))
          .and(atLast(cronJob.completeJobs, is(3)))
          .and(atFirst(completeRows, is(3))),
        turnedRedBy: [red(patch({ 'spec.successfulJobsHistoryLimit': 1 }), cronJob.historyLimit, is(1))],
      },
    },

    // Ten seconds for a pod that sleeps thirty.
    '6.3c.5': {
      'cronjob/pod-deadline-accepted': {
        says: 'activeDeadlineSeconds may stand in the spec of the pod.',
        in: podDeadline,
        holds: atFirst(stdout(create), is('cronjob.batch/sleepy created')).and(
          atFirst(cronJob.podDeadline, is(10)),
        ),
        turnedRedBy: [
          red(podDeadlineOf(0), refusal(create), matches(/activeDeadlineSeconds: Invalid value: 0/)),
        ],
      },

      'cronjob/deadline-belongs-to-the-pod': {
        says: 'activeDeadlineSeconds may be added to the container.',
        in: podDeadline,
        holds: atFirst(exitCode(dryRun), is(0)),
        drift: [
          {
            since: 'ever',
            axis: 'server',
            severity: 'misleads',
            instead: 'A container has no such field, and the file is refused; a pod has one.',
            remedy: {
              words: 'Say that the entry is added to the spec of the pod, beside its containers.',
              write: 'spec:\n  activeDeadlineSeconds: 10\n  containers:\n    - name: resting',
            },
            holds: atFirst(
              refusal(dryRun),
              // Up to 1.24 kubectl itself checked the fields, in the second of these words: KEP-2885.
              matches(
                /unknown field "spec\.jobTemplate\.spec\.template\.spec\.containers\[0\]\.activeDeadlineSeconds"|\.spec\.jobTemplate\.spec\.template\.spec\.containers\[0\]\): unknown field "activeDeadlineSeconds"/,
              ),
            )
              .and(atFirst(stdout(create), is('cronjob.batch/sleepy created')))
              .and(atFirst(cronJob.podDeadline, is(10))),
            source:
              'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container',
          },
        ],
        turnedRedBy: [heals(types(dryRun, `${dryRun} --validate=false`), exitCode(dryRun), is(0))],
      },

      'cronjob/pod-deadline-fails-pod': {
        says: 'After ten seconds, and not before, the pod has failed because of its deadline.',
        in: podDeadline,
        holds: always(pods.failAfter, each(between(10, 10 + noticed)))
          .and(always(pods.failures, each(is('DeadlineExceeded'))))
          .until(typed(remove)),
        drift: [
          {
            change: 'pod-unready-at-deadline',
            holds: always(pods.unreadyAfter, each(between(10, 10 + noticed)))
              .and(always(pods.failAfter, each(between(30, 30 + podStart + noticed + 5))))
              .and(always(pods.endsAreSeen, each(endIsSeen)))
              .and(always(pods.failures, each(is('DeadlineExceeded'))))
              .until(typed(remove)),
          },
        ],
        turnedRedBy: [red(podDeadlineOf(27), pods.unreadyAfter, each(atLeast(27)))],
      },

      'cronjob/pod-deadline-ends-container': {
        says: 'Its container is stopped then.',
        in: podDeadline,
        holds: always(pods.containersEndAfter, each(between(10, 10 + stopped))).until(typed(remove)),
        drift: [
          {
            since: 'ever',
            axis: 'server',
            severity: 'misleads',
            instead:
              'The container is asked to stop; its sleep, being process 1, ignores that and runs to its end within the grace period. The list of pods says Completed.',
            remedy: {
              words:
                'Say that the pod is marked failed after ten seconds, and that the process may run on for 30 s of grace.',
            },
            holds: always(pods.containersEndAfter, each(between(30, 30 + podStart)))
              .and(always(pods.containersRan, each(thirtySeconds)))
              .until(typed(remove))
              .and(atFirst(column(getStops, 'MESSAGE'), includes('Stopping container resting')))
              .and(atFirst(column(getPods, 'STATUS'), includes('Completed'))),
            source: 'kubernetes/kubernetes#98718',
          },
        ],
        turnedRedBy: [heals(obeysTerm, pods.containersEndAfter, each(between(10, 10 + stopped)))],
      },

      'cronjob/pod-deadline-ends-job': {
        says: 'So the Job ends after ten seconds.',
        in: podDeadline,
        holds: comesTrue(cronJob.firstJobIsFinished).until(typed(remove)),
        drift: [
          {
            since: 'ever',
            axis: 'server',
            severity: 'misleads',
            instead: 'The Job goes on and tries again with a new pod, up to its backoffLimit.',
            remedy: {
              words: 'Put activeDeadlineSeconds into the spec of the Job instead of that of the pod.',
              write: 'jobTemplate:\n  spec:\n    activeDeadlineSeconds: 10',
            },
            holds: never(cronJob.firstJobIsFinished, is(true))
              .until(typed(remove))
              .and(eventually(cronJob.podsOfFirstJob, atLeast(2))),
            source: 'kubernetes/kubernetes#98718',
          },
        ],
        turnedRedBy: [heals(deadlineOfTheJob, cronJob.firstJobIsFinished, is(true))],
      },
    },

    // Jobs that never complete.
    '6.3c.6': {
      'cronjob/deadline-never-completes': {
        says: 'The Jobs age and none of them completes.',
        in: podDeadline,
        holds: atLast(cronJob.firings, is(2))
          .and(always(cronJob.completeJobs, is(0)))
          .and(
            atFirst(column(getJobs.withOneJob, 'COMPLETIONS'), are('0/1')).while(
              hasActive(1),
              getJobs.withOneJob,
            ),
          )
          .and(
            atFirst(column(getJobs.withTwoJobs, 'COMPLETIONS'), are('0/1', '0/1')).while(
              hasActive(2),
              getJobs.withTwoJobs,
            ),
          )
          .and(atFirst(ageOff(getJobs.withTwoJobs, 'AGE', cronJob.creationOf(0)), agrees))
          .and(atFirst(ageOff(getJobs.withOneJob, 'AGE', cronJob.creationOf(0)), agrees)),
        turnedRedBy: [red(sleeps('3'), cronJob.completeJobs, above(0))],
      },

      'cronjob/deadline-piles-up': {
        says: 'One is active, and two are after the next firing.',
        in: podDeadline,
        holds: atFirst(cell(getInPodDeadline.withOneJob, 'ACTIVE'), is('1'))
          .while(hasActive(1), getInPodDeadline.withOneJob)
          .and(
            atFirst(cell(getInPodDeadline.withTwoJobs, 'ACTIVE'), is('2')).while(
              hasActive(2),
              getInPodDeadline.withTwoJobs,
            ),
          )
          .and(eventually(cronJob.active, is(2))),
        turnedRedBy: [red(patch({ 'spec.concurrencyPolicy': 'Forbid' }), oneAfterTwoFirings, is(true))],
      },

      'cronjob/piled-up-rows': {
        says: 'Then two Jobs of different age are listed, and the last schedule is that of the second.',
        in: podDeadline,
        holds: atFirst(ageOff(getJobs.withTwoJobs, 'AGE', cronJob.creationOf(0), 0), agrees)
          .and(atFirst(ageOff(getJobs.withTwoJobs, 'AGE', cronJob.creationOf(1), 1), agrees))
          .and(atFirst(cell(getInPodDeadline.withTwoJobs, 'ACTIVE'), is('2')))
          .and(
            atFirst(ageOff(getInPodDeadline.withTwoJobs, 'LAST SCHEDULE', cronJob.lastScheduleTime), agrees),
          )
          .and(atFirst(lastScheduleIsNewest, is(true)))
          .while(hasActive(2), getInPodDeadline.withTwoJobs)
          .and(eventually(cronJob.active, is(2))),
        turnedRedBy: [red(patch({ 'spec.concurrencyPolicy': 'Forbid' }), oneAfterTwoFirings, is(true))],
      },
    },

    // The end.
    '6.3c.7': {
      'cronjob/delete-message': {
        says: 'Deleting the CronJob is confirmed with its name.',
        in: podDeadline,
        holds: atFirst(stdout(remove), is('cronjob.batch "sleepy" deleted')),
        drift: [deletionNamesTheNamespace(remove, 'cronjob.batch "sleepy" deleted')],
        turnedRedBy: [red(types(remove, `${remove} -o name`), stdout(remove), is('cronjob.batch/sleepy'))],
      },

      'cronjob/delete-takes-jobs': {
        says: 'With the CronJob its Jobs and pods are gone, and nothing is made any more.',
        in: podDeadline,
        holds: eventually(cronJob.leftovers, some(startsWith('Job')))
          .and(eventually(cronJob.leftovers, some(startsWith('Pod'))))
          .and(atLast(cronJob.leftovers, are()).and(constant(cronJob.firings)).from(typed(remove))),
        turnedRedBy: [red(types(remove, `${remove} --cascade=orphan`), cronJob.jobsWithoutOwner, above(0))],
      },
    },
  },
}
