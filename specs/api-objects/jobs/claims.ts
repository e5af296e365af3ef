import { leaving, patch, red, types } from '../../../src/lab/counterexample.ts'
import type { Section } from '../../../src/lab/lab.ts'
import {
  ageOff,
  cell,
  column,
  columns,
  described,
  field,
  stderr,
  stdout,
  typed,
} from '../../../src/property/answers.ts'
import { everyJob, job } from '../../../src/property/jobs.ts'
import {
  above,
  are,
  atLeast,
  atMost,
  between,
  each,
  includes,
  is,
  matches,
} from '../../../src/property/matcher.ts'
import { same } from '../../../src/property/observation.ts'
import { pod, pods } from '../../../src/property/pods.ts'
import {
  always,
  atFirst,
  atLast,
  comesTrue,
  constant,
  eventually,
  never,
} from '../../../src/property/property.ts'
import {
  exitsWithError,
  failsOnce,
  countsAhead,
  indexed,
  neverReady,
  outOfRetries,
  ownSelector,
  sleeps,
} from './counterexamples.ts'
import {
  completions,
  create,
  deadline,
  describe,
  getFailedYaml,
  getJob,
  getJobs,
  getJobsAtDeadline,
  getJobsBatch,
  getPods,
  getYaml,
  parallel,
  remove,
  single,
} from './student.ts'
import { deletionNamesTheNamespace } from '../drifts.ts'
import { agrees } from '../limits.ts'
import { atOnce, eachSleepsOnce, goesOnAtOnce } from '../pace.ts'
import {
  editsAFile,
  isListed,
  oneAtATime,
  printsConditions,
  selectorIsUid,
  twoAtATime,
  fifteenSeconds,
  isDescribed,
  timeDescribed,
  secondsDescribed,
  hasUid,
  seconds,
  secondsBetween,
  noneSucceeded,
  twoRun,
  oneIsMissing,
  someSucceeded,
  someUnfinished,
  countRunning,
  podsListed,
  matchLabels,
  selectsByUid,
  defaultsTo,
  detailsAfterCompletions,
  specBeforeSelector,
  statusHas,
  hasActivePods,
  isBeforeDeadline,
  rowAgrees,
  printsOfFailed,
  failedIsDated,
} from './looks.ts'

export const jobs: Section = {
  exercise: 'job',
  title: '6.3 Working with Jobs',
  file: 'specs/api-objects/jobs/claims.ts',
  steps: {
    '6.3j': 'that output depends on how fast one types is said of the printed figures, not of Kubernetes',
    '6.3j.1': 'edits a file: it is manifests/api-objects/job.yaml, which the next step creates',

    // One pod that sleeps three seconds.
    '6.3j.2': {
      'job/create-message': {
        says: 'Creating the Job is confirmed with its name.',
        in: single,
        holds: atFirst(stdout(create), is('job.batch/sleepy created')),
        turnedRedBy: [
          red(types(create, `${create} --dry-run=client`), stdout(create), matches(/\(dry run\)$/)),
        ],
      },

      'job/starts-at-zero': {
        says: 'At first none of its one completion is there.',
        in: single,
        holds: atFirst(cell(getJob.atTheStart, 'COMPLETIONS'), is('0/1'))
          .while(noneSucceeded, getJob.atTheStart)
          .and(atFirst(job.succeeded, is(0))),
        turnedRedBy: [
          red(
            types(getJob.atTheStart, countsAhead(getJob.atTheStart.text)),
            cell(getJob.atTheStart, 'COMPLETIONS'),
            is('1/1'),
          ),
        ],
      },

      'job/get-columns': {
        says: 'The table of Jobs has name, completions, duration and age.',
        in: single,
        holds: atFirst(columns(getJob.atTheStart), are('NAME', 'COMPLETIONS', 'DURATION', 'AGE')),
        drift: [
          {
            change: 'get-jobs-status',
            holds: atFirst(
              columns(getJob.atTheStart),
              are('NAME', 'STATUS', 'COMPLETIONS', 'DURATION', 'AGE'),
            ),
          },
        ],
        turnedRedBy: [
          red(
            types(getJob.atTheStart, `${getJob.atTheStart.text} -o wide`),
            columns(getJob.atTheStart),
            includes('CONTAINERS'),
          ),
        ],
      },

      'job/completes': {
        says: 'Then the Job is complete, its one container having run once.',
        in: single,
        holds: comesTrue(job.isComplete)
          .and(atLast(job.succeeded, is(1)))
          .and(never(job.failed, above(0)))
          .and(always(everyJob.makesPodAfter, each(atOnce)))
          .and(never(pods.made, above(1)))
          .and(never(pods.restarts, above(0)))
          .and(atFirst(column(getJob.whenComplete, 'COMPLETIONS'), are('1/1'))),
        turnedRedBy: [
          red(exitsWithError, pods.exitCodes, each(is(1))),
          red(failsOnce, pods.restarts, above(0)),
        ],
      },

      'job/takes-its-sleep': {
        says: 'It sleeps three seconds, stops, and takes little longer in all.',
        in: single,
        holds: atLast(job.duration, atLeast(3)).and(eachSleepsOnce).and(goesOnAtOnce),
        turnedRedBy: [red(sleeps('30'), pods.containersRan, each(atLeast(29)))],
      },

      'job/duration-stands-still': {
        says: 'When the Job is complete its duration stands still, while its age goes on.',
        in: single,
        holds: atFirst(same(seconds(getJob.whenComplete, 'DURATION'), job.duration), is(true))
          .and(atFirst(secondsBetween(getJob.whenComplete, getJob.aWhileLater, 'DURATION'), is(0)))
          .and(atFirst(secondsBetween(getJob.whenComplete, getJob.aWhileLater, 'AGE'), atLeast(4)))
          .and(atFirst(ageOff(getJob.aWhileLater, 'AGE', job.creationTime), agrees)),
        turnedRedBy: [
          red(sleeps('120'), secondsBetween(getJob.whenComplete, getJob.aWhileLater, 'DURATION'), atLeast(4)),
        ],
      },

      'job/describe-fields': {
        says: 'The details show name, namespace, no annotations, one of one completion, start, end and duration.',
        in: single,
        holds: atFirst(described(describe, 'Name'), are('sleepy'))
          .and(atFirst(described(describe, 'Namespace'), are('default')))
          .and(atFirst(described(describe, 'Annotations'), are('<none>')))
          .and(atFirst(described(describe, 'Parallelism'), are('1')))
          .and(atFirst(described(describe, 'Completions'), are('1')))
          .and(isDescribed('Start Time'))
          .and(isDescribed('Completed At'))
          .and(isDescribed('Duration'))
          .and(atFirst(same(timeDescribed('Start Time'), job.startTime), is(true)))
          .and(atFirst(same(timeDescribed('Completed At'), job.completionTime), is(true)))
          .and(atFirst(same(secondsDescribed, job.duration), is(true))),
        turnedRedBy: [
          red(
            patch({ 'metadata.annotations': { note: 'x' } }),
            described(describe, 'Annotations'),
            are('note: x'),
          ),
        ],
      },

      'job/describe-no-more': {
        says: 'After the completions the details go on with the start.',
        in: single,
        holds: detailsAfterCompletions([], [], []),
        drift: [
          {
            change: 'describe-job-completion-mode',
            holds: detailsAfterCompletions(['NonIndexed'], [], []),
          },
          {
            change: ['describe-job-completion-mode', 'describe-job-suspend', 'describe-job-backoff-limit'],
            holds: detailsAfterCompletions(['NonIndexed'], ['false'], ['6']),
          },
        ],
        turnedRedBy: [red(indexed, described(describe, 'Completion Mode'), are('Indexed'))],
      },

      'job/describe-labels': {
        says: 'Selector and labels are the uid of the controller; the labels have the name of the Job as well.',
        in: single,
        holds: selectorIsUid('controller-uid')
          .and(atFirst(hasUid('Labels', 'controller-uid'), is(true)))
          .and(atFirst(described(describe, 'Labels'), includes('job-name=sleepy'))),
        drift: [
          {
            change: ['describe-job-selector', 'describe-job-label-uid', 'describe-job-label-name'],
            holds: selectorIsUid('batch.kubernetes.io/controller-uid')
              .and(atFirst(hasUid('Labels', 'batch.kubernetes.io/controller-uid'), is(true)))
              .and(atFirst(hasUid('Labels', 'controller-uid'), is(true)))
              .and(
                atFirst(
                  described(describe, 'Labels'),
                  includes('batch.kubernetes.io/job-name=sleepy', 'job-name=sleepy'),
                ),
              ),
          },
        ],
        turnedRedBy: [red(ownSelector, described(describe, 'Selector'), are('app=sleepy'))],
      },

      'job/describe-pod-statuses': {
        says: 'The details count pods that run, succeeded and failed.',
        in: single,
        holds: atFirst(described(describe, 'Pods Statuses'), are('0 Running / 1 Succeeded / 0 Failed')),
        drift: [
          {
            change: ['describe-job-active', 'describe-job-ready'],
            holds: atFirst(
              described(describe, 'Pods Statuses'),
              are('0 Active (0 Ready) / 1 Succeeded / 0 Failed'),
            ),
          },
        ],
        turnedRedBy: [
          red(
            exitsWithError,
            described(describe, 'Pods Statuses'),
            each(matches(/ \/ 0 Succeeded \/ [1-9]/)),
          ),
        ],
      },
    },

    // Its parameters.
    '6.3j.3': {
      'job/defaults': {
        says: 'backoffLimit is 6, completions 1, parallelism 1.',
        in: single,
        holds: defaultsTo('backoffLimit', 6)
          .and(defaultsTo('completions', 1))
          .and(defaultsTo('parallelism', 1)),
        turnedRedBy: [
          red(
            leaving(patch({ 'spec.backoffLimit': 3 }), 'job/completes', 'job/selector-by-uid'),
            field(getYaml, 'spec.backoffLimit'),
            is(3),
          ),
        ],
      },

      'job/spec-no-more': {
        says: 'The spec begins with backoffLimit, completions, parallelism and the selector.',
        in: single,
        holds: specBeforeSelector({}),
        drift: [
          {
            change: 'job-completion-mode',
            holds: specBeforeSelector({ completionMode: 'NonIndexed' }),
          },
          {
            change: ['job-completion-mode', 'job-manual-selector', 'job-pod-replacement-policy'],
            holds: specBeforeSelector({
              completionMode: 'NonIndexed',
              manualSelector: false,
              podReplacementPolicy: 'TerminatingOrFailed',
            }),
          },
        ],
        turnedRedBy: [red(indexed, field(getYaml, 'spec.completionMode'), is('Indexed'))],
      },

      'job/selector-by-uid': {
        says: 'The Job selects its pods by its own uid, under controller-uid.',
        in: single,
        holds: selectsByUid('controller-uid'),
        drift: [
          {
            change: ['job-selector-no-prefix', 'job-selector-prefix'],
            holds: selectsByUid('batch.kubernetes.io/controller-uid', 'controller-uid'),
          },
        ],
        turnedRedBy: [red(ownSelector, matchLabels, is({ app: 'sleepy' }))],
      },
    },

    // It stays until it is deleted.
    '6.3j.4': {
      'job/stays-when-done': {
        says: 'A complete Job stays, and ages; nothing will remove it.',
        in: single,
        holds: always(job.isThere, is(true))
          .and(always(job.isComplete, is(true)))
          .and(always(pods.left, is(1)))
          .from(job.isComplete)
          .until(typed(remove))
          .and(atFirst(job.ttl, is(null)))
          .and(atFirst(ageOff(getJob.whenComplete, 'AGE', job.creationTime), agrees))
          .and(atFirst(ageOff(getJob.aWhileLater, 'AGE', job.creationTime), agrees)),
        turnedRedBy: [
          red(patch({ 'spec.ttlSecondsAfterFinished': 0 }), job.ttl, is(0)),
          red(patch({ 'spec.ttlSecondsAfterFinished': 3600 }), job.ttl, is(3600)),
        ],
      },

      'job/delete-message': {
        says: 'Deleting the Job is confirmed with its name.',
        in: single,
        holds: atFirst(stdout(remove), is('job.batch "sleepy" deleted')),
        drift: [deletionNamesTheNamespace(remove, 'job.batch "sleepy" deleted')],
        turnedRedBy: [red(types(remove, `${remove} -o name`), stdout(remove), is('job.batch/sleepy'))],
      },

      'job/delete-takes-pods': {
        says: 'With the Job its pods are gone.',
        in: single,
        holds: eventually(pods.left, is(1)).and(
          atLast(job.isThere, is(false))
            .and(atLast(pods.left, is(0)))
            .and(constant(pods.made))
            .from(typed(remove)),
        ),
        turnedRedBy: [red(types(remove, `${remove} --cascade=orphan`), pod.owners, is(0))],
      },
    },

    // Five completions.
    '6.3j.5': editsAFile,

    '6.3j.6': {
      'job/completions-start': {
        says: 'With five completions it begins at zero of five.',
        in: completions,
        holds: atFirst(cell(getJobsBatch, 'COMPLETIONS'), is('0/5'))
          .while(noneSucceeded, getJobsBatch)
          .and(atFirst(job.succeeded, is(0))),
        turnedRedBy: [
          red(types(getJobsBatch, countsAhead(getJobsBatch)), cell(getJobsBatch, 'COMPLETIONS'), is('1/5')),
        ],
      },
    },

    '6.3j.7': {
      'job/completions-one-by-one': {
        says: 'The pods run one after another: one is done while the next runs.',
        in: completions,
        holds: eventually(pods.running, is(1))
          .and(oneAtATime)
          .and(never(job.active, above(1)))
          .and(
            atFirst(column(getPods, 'STATUS'), includes('Completed', 'Running')).while(
              pods.oneDoneOneRunning,
              getPods,
            ),
          ),
        turnedRedBy: [red(patch({ 'spec.parallelism': 2 }), pods.unfinished, is(2))],
      },

      'job/completions-listed': {
        says: 'A pod that is done is listed as not ready, the one that runs as ready, and none as restarted.',
        in: completions,
        holds: atFirst(podsListed, includes('Completed 0/1 0', 'Running 1/1 0'))
          .and(atFirst(podsListed, each(matches(isListed))))
          .and(atFirst(countRunning, is(1)))
          .while(pods.oneDoneOneRunning, getPods),
        turnedRedBy: [
          red(neverReady, podsListed, includes('Running 0/1 0')),
          red(failsOnce, podsListed, includes('Completed 0/1 1')),
        ],
      },
    },

    '6.3j.8': {
      'job/completions-five': {
        says: 'In the end all five are complete, after five times their sleep at least.',
        in: completions,
        holds: comesTrue(job.isComplete)
          .and(atLast(job.succeeded, is(5)))
          .and(atLast(job.failed, is(0)))
          .and(atLast(pods.made, is(5)))
          .and(atLast(pods.succeeded, is(5)).until(typed(remove)))
          .and(eventually(job.duration, atLeast(15)))
          .and(eachSleepsOnce)
          .and(goesOnAtOnce)
          .and(atFirst(column(getJobs, 'COMPLETIONS'), are('5/5'))),
        turnedRedBy: [red(patch({ 'spec.completions': 4 }), cell(getJobs, 'COMPLETIONS'), is('4/4'))],
      },
    },

    // Two at a time.
    '6.3j.9': editsAFile,

    '6.3j.10': {
      'job/parallel-two-at-once': {
        says: 'With parallelism 2, pods run two at a time.',
        in: parallel,
        holds: eventually(pods.running, is(2))
          .and(twoAtATime)
          .and(always(job.active, is(2)).from(hasActivePods).until(oneIsMissing)),
        turnedRedBy: [
          red(patch({ 'spec.parallelism': 1 }), job.firstActive, is(1)),
          red(leaving(patch({ 'spec.parallelism': 3 }), 'job/parallel-until-five'), pods.unfinished, is(3)),
        ],
      },

      'job/parallel-two-listed': {
        says: 'The list of pods shows two of them running.',
        in: parallel,
        holds: atFirst(countRunning, is(2))
          .and(atFirst(podsListed, each(matches(isListed))))
          .while(twoRun, getPods)
          .and(eventually(pods.running, is(2))),
        turnedRedBy: [
          red(patch({ 'spec.parallelism': 1 }), column(getPods, 'STATUS'), each(is('Completed'))),
        ],
      },

      'job/parallel-until-five': {
        says: 'So it goes on, past a part of them, until all five have completed.',
        in: parallel,
        holds: atFirst(cell(getJobs, 'COMPLETIONS'), matches(/^[1-4]\/5$/))
          .while(someSucceeded, getJobs)
          .and(atLast(job.succeeded, is(5)).until(typed(remove)))
          .and(atLast(job.failed, is(0)))
          .and(atLast(pods.made, is(5)).until(typed(remove)))
          .and(eachSleepsOnce)
          .and(goesOnAtOnce),
        turnedRedBy: [red(patch({ 'spec.completions': 6 }), cell(getJobs, 'COMPLETIONS'), matches(/\/6$/))],
      },
    },

    // Fifteen seconds for all.
    '6.3j.11': {
      'job/deadline-ends-all': {
        says: 'After fifteen seconds the Job and all its pods end, and no further pod starts.',
        in: deadline,
        holds: atFirst(job.deadlineAfter, fifteenSeconds)
          .and(comesTrue(job.isFailed))
          .and(atLast(pods.leftAloneAtDeadline, is(0)).until(typed(remove)))
          .and(atLast(pods.toldAfterDeadline, each(between(-2, 2))).until(typed(remove)))
          .and(atLast(pods.areTerminal, is(true)).until(typed(remove)))
          .and(constant(pods.made).from(job.isPastDeadline))
          .and(atLast(pods.lastMadeAfter, atMost(14))),
        turnedRedBy: [
          red(patch({ 'spec.activeDeadlineSeconds': null }), job.isComplete, is(true)),
          red(patch({ 'spec.activeDeadlineSeconds': 20 }), job.deadlineAfter, atLeast(20)),
        ],
      },
    },

    '6.3j.12': {
      'job/deadline-alive-before': {
        says: 'Until its deadline of fifteen seconds the Job runs.',
        in: deadline,
        holds: always(job.isFailed, is(false))
          .and(always(job.active, atLeast(1)).from(hasActivePods))
          .until(job.hasRunFor(15))
          .and(atFirst(job.deadlineAfter, atLeast(15))),
        turnedRedBy: [red(patch({ 'spec.activeDeadlineSeconds': 5 }), job.deadlineAfter, atMost(6))],
      },

      'job/deadline-partial': {
        says: 'By then some of the five are complete, and it stays at that.',
        in: deadline,
        holds: comesTrue(job.isPastDeadline)
          .and(atFirst(pods.succeededAtDeadline, between(1, 4)).given(pods.oneEndsInTime))
          .and(atLast(same(job.succeeded, pods.succeededAtDeadline), is(true)).given(pods.noneEndsAtDeadline))
          .and(constant(job.succeeded).from(job.isFailed)),
        turnedRedBy: [red(patch({ 'spec.activeDeadlineSeconds': 60 }), job.succeeded, is(5))],
      },

      'job/deadline-rows': {
        says: 'Before the deadline and after it the row has the successes, the duration and the age of that moment.',
        in: deadline,
        holds: rowAgrees(getJobsAtDeadline.beforeIt)
          .and(atFirst(seconds(getJobsAtDeadline.beforeIt, 'AGE'), atMost(17)))
          .while(isBeforeDeadline, getJobsAtDeadline.beforeIt)
          .and(
            rowAgrees(getJobsAtDeadline.afterIt)
              .and(atFirst(seconds(getJobsAtDeadline.afterIt, 'AGE'), atLeast(15)))
              .while(job.isPastDeadline, getJobsAtDeadline.afterIt),
          ),
        turnedRedBy: [
          red(
            patch({ 'spec.activeDeadlineSeconds': 5 }),
            seconds(getJobsAtDeadline.afterIt, 'AGE'),
            atMost(14),
          ),
        ],
      },
    },

    '6.3j.13': {
      'job/deadline-reason': {
        says: 'The Job says that it failed because it was active for too long.',
        in: deadline,
        holds: atLast(
          job.condition('Failed'),
          is({
            status: 'True',
            reason: 'DeadlineExceeded',
            message: 'Job was active longer than specified deadline',
          }),
        )
          .and(printsOfFailed('status', 'True'))
          .and(printsOfFailed('reason', 'DeadlineExceeded'))
          .and(printsOfFailed('message', 'Job was active longer than specified deadline')),
        turnedRedBy: [
          red(
            outOfRetries,
            job.condition('Failed'),
            is({
              status: 'True',
              reason: 'BackoffLimitExceeded',
              message: 'Job has reached the specified backoff limit',
            }),
          ),
        ],
      },

      'job/deadline-one-condition': {
        says: 'Failed is the only condition of the Job.',
        in: deadline,
        holds: printsConditions('Failed'),
        drift: [
          {
            change: 'job-failure-target',
            holds: printsConditions('FailureTarget', 'Failed').and(
              never(pods.running, above(0)).from(job.isFailed),
            ),
          },
        ],
        turnedRedBy: [
          red(patch({ 'spec.activeDeadlineSeconds': null }), job.conditions, includes('Complete')),
        ],
      },

      'job/deadline-status-no-more': {
        says: 'After its conditions the status has failed, startTime and succeeded.',
        in: deadline,
        holds: statusHas(),
        drift: [
          {
            change: 'job-status-ready',
            holds: statusHas('ready'),
          },
          {
            change: ['job-status-ready', 'job-status-uncounted'],
            holds: statusHas('ready', 'uncountedTerminatedPods'),
          },
          {
            change: ['job-status-ready', 'job-status-uncounted', 'job-status-terminating'],
            holds: statusHas('ready', 'uncountedTerminatedPods', 'terminating'),
          },
        ],
        turnedRedBy: [
          red(
            types(getFailedYaml, `${getFailedYaml} | grep -v ready:`),
            field(getFailedYaml, 'status.ready'),
            is(null),
          ),
        ],
      },

      'job/deadline-condition-time': {
        says: 'The condition Failed comes fifteen seconds after the start, and is dated.',
        in: deadline,
        holds: failedIsDated.and(atFirst(job.failsAtItsDeadline, is(true))),
        drift: [
          {
            change: 'job-failure-target',
            remedy: {
              words:
                'Say that Failed follows when the pods have ended; FailureTarget has the time of the deadline.',
            },
            holds: failedIsDated
              .and(atFirst(job.failsAtItsDeadline, is(false)))
              .and(never(pods.running, above(0)).from(job.isFailed)),
          },
        ],
        turnedRedBy: [
          red(patch({ 'spec.activeDeadlineSeconds': 5 }), job.deadlineAfter, atMost(6)),
          red(patch({ 'spec.activeDeadlineSeconds': null }), job.isComplete, is(true)),
        ],
      },

      'job/deadline-counts': {
        says: 'The pods that were not done at the deadline, two at the most, count as failed, the others as succeeded.',
        in: deadline,
        holds: comesTrue(job.isPastDeadline)
          // On a slow machine both may end in time, and no third starts before the deadline.
          .and(atLast(job.failed, between(1, 2)).given(someUnfinished))
          .and(
            atLast(same(job.failed, pods.unfinishedAtDeadline), is(true))
              .and(atLast(same(job.succeeded, pods.succeededAtDeadline), is(true)))
              .given(pods.noneEndsAtDeadline),
          ),
        turnedRedBy: [red(patch({ 'spec.activeDeadlineSeconds': 60 }), job.succeeded, is(5))],
      },
    },

    '6.3j.14': {
      'job/deadline-delete-takes-pods': {
        says: 'With the failed Job its pods are gone.',
        in: deadline,
        holds: eventually(pods.left, atLeast(1))
          .and(atFirst(stderr(getPods), matches(/^No resources found(?: in default namespace)?\.$/)))
          .and(
            atFirst(job.isThere, is(false))
              .and(atFirst(pods.left, is(0)))
              .from(typed(getPods)),
          ),
        turnedRedBy: [red(types(remove, `${remove} --cascade=orphan`), pod.owners, is(0))],
      },
    },
  },
}
