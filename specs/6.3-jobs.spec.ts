import { claim } from '../src/lab/claim.ts'
import { leaving, patch, red, types } from '../src/lab/counterexample.ts'
import { cell, column, columns, described, field, stdout, typed } from '../src/property/answers.ts'
import {
  active,
  age,
  conditionOf,
  conditions,
  duration,
  failed,
  isComplete,
  isFailed,
  isFinished,
  isThere,
  succeeded,
  uid,
} from '../src/property/jobs.ts'
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
} from '../src/property/matcher.ts'
import { same } from '../src/property/observation.ts'
import {
  areTerminal,
  completedAfterPod,
  containerRan,
  exitCodeOfContainer,
  left,
  made,
  running,
  succeededPods,
  unfinished,
} from '../src/property/pods.ts'
import { always, atFirst, atLast, comesTrue, constant, eventually, never } from '../src/property/property.ts'
import { container, exitsWithError, onceComplete, outOfRetries, ownSelector } from './6.3-jobs.changes.ts'
import { completions, deadline, parallel, single } from './6.3-jobs.student.ts'
import { deletionNamesTheNamespace } from './drifts.ts'

const create = 'kubectl create -f job.yaml'
const describe = 'kubectl describe jobs.batch sleepy'
const yaml = 'kubectl get jobs.batch sleepy -o yaml'
const remove = 'kubectl delete jobs.batch sleepy'

// 6.3j.1 and 6.3j.2: one pod that sleeps three seconds

claim('job/create-message', {
  step: '6.3j.2',
  says: 'Creating the Job is confirmed with its name.',
  in: single,
  holds: atFirst(stdout(create), is('job.batch/sleepy created')),
  turnedRedBy: [red(types(create, `${create} --dry-run=client`), /dry run/)],
})

claim('job/starts-at-zero', {
  step: '6.3j.2',
  says: 'At first none of its one completion is there.',
  in: single,
  holds: atFirst(cell('kubectl get job', 'COMPLETIONS'), is('0/1')).and(atFirst(succeeded, is(0))),
  turnedRedBy: [red(types('kubectl get job', onceComplete('kubectl get job')), /COMPLETIONS: "1\/1"/)],
})

claim('job/get-columns', {
  step: '6.3j.2',
  says: 'The table of Jobs has name, completions, duration and age.',
  in: single,
  holds: atFirst(columns('kubectl get job'), are('NAME', 'COMPLETIONS', 'DURATION', 'AGE')),
  drift: [
    {
      since: '1.30',
      axis: 'server',
      severity: 'cosmetic',
      instead: 'A column STATUS follows the name.',
      remedy: 'Print the new column.',
      now: atFirst(columns('kubectl get job'), are('NAME', 'STATUS', 'COMPLETIONS', 'DURATION', 'AGE')),
      source: 'kubernetes/kubernetes#123226',
    },
  ],
  turnedRedBy: [red(types('kubectl get job', 'kubectl get job -o wide'), /columns: .*CONTAINERS/)],
})

claim('job/completes', {
  step: '6.3j.2',
  says: 'Then the Job is complete.',
  in: single,
  holds: comesTrue(isComplete)
    .and(eventually(succeeded, is(1)))
    .and(eventually(cell('kubectl get job', 'COMPLETIONS'), is('1/1'))),
  turnedRedBy: [red(exitsWithError, /is Complete: false|succeeded: 0/)],
})

claim('job/takes-its-sleep', {
  step: '6.3j.2',
  says: 'It sleeps three seconds, stops, and takes little longer in all.',
  in: single,
  holds: eventually(duration, atLeast(3))
    .and(eventually(exitCodeOfContainer, is(0)))
    .and(eventually(containerRan, between(3, 4)))
    // What else it takes is the start and the end of the pod, as long as this cluster needs for them. The Job adds the
    // second in which its controller collects changes (since 1.28) and at most one more; its time is cut to whole seconds.
    .and(eventually(completedAfterPod, between(-1, 2))),
  turnedRedBy: [red(patch({ [`${container}.args.0`]: '30' }), /container ran \(seconds\): 30/)],
})

claim('job/describe-fields', {
  step: '6.3j.2',
  says: 'The details show name, namespace, no annotations, one of one completion, start, end and duration.',
  in: single,
  holds: atFirst(described(describe, 'Name'), are('sleepy'))
    .and(atFirst(described(describe, 'Namespace'), are('default')))
    .and(atFirst(described(describe, 'Annotations'), are('<none>')))
    .and(atFirst(described(describe, 'Parallelism'), are('1')))
    .and(atFirst(described(describe, 'Completions'), are('1')))
    .and(
      atFirst(
        described(describe, 'Start Time'),
        each(matches(/^\w{3}, \d\d \w{3} \d{4} [\d:]{8} [+-]\d{4}$/)),
      ),
    )
    .and(
      atFirst(
        described(describe, 'Completed At'),
        each(matches(/^\w{3}, \d\d \w{3} \d{4} [\d:]{8} [+-]\d{4}$/)),
      ),
    )
    .and(atFirst(described(describe, 'Duration'), each(matches(/^\d+s$/)))),
  turnedRedBy: [red(patch({ 'metadata.annotations': { note: 'x' } }), /Annotations: \["note: x"/)],
})

claim('job/describe-labels', {
  step: '6.3j.2',
  says: 'Selector and labels are the uid of the controller; the labels have the name of the Job as well.',
  in: single,
  holds: atFirst(described(describe, 'Selector'), each(startsWith('controller-uid=')))
    .and(atFirst(described(describe, 'Labels'), some(startsWith('controller-uid='))))
    .and(atFirst(described(describe, 'Labels'), includes('job-name=sleepy'))),
  drift: [
    {
      since: '1.27',
      axis: 'server',
      severity: 'cosmetic',
      instead:
        'The selector has the prefix batch.kubernetes.io/; the labels are there with the prefix and without.',
      remedy: 'Print the prefixed names. Selecting by job-name=sleepy still works.',
      now: atFirst(described(describe, 'Selector'), each(startsWith('batch.kubernetes.io/controller-uid=')))
        .and(
          atFirst(
            described(describe, 'Labels'),
            includes('batch.kubernetes.io/job-name=sleepy', 'job-name=sleepy'),
          ),
        )
        .and(atFirst(described(describe, 'Labels'), some(startsWith('controller-uid='))))
        .and(atFirst(described(describe, 'Labels'), some(startsWith('batch.kubernetes.io/controller-uid=')))),
      source: 'kubernetes/kubernetes#114930',
    },
  ],
  turnedRedBy: [red(ownSelector, /field Selector: \["app=sleepy"\]/)],
})

claim('job/describe-pod-statuses', {
  step: '6.3j.2',
  says: 'The details count pods that run, succeeded and failed.',
  in: single,
  holds: atFirst(described(describe, 'Pods Statuses'), are('0 Running / 1 Succeeded / 0 Failed')),
  drift: [
    {
      since: '1.24',
      axis: 'server',
      severity: 'cosmetic',
      instead: 'They are called active, and the ready ones among them are counted.',
      remedy: 'Print 0 Active (0 Ready) / 1 Succeeded / 0 Failed.',
      now: atFirst(described(describe, 'Pods Statuses'), are('0 Active (0 Ready) / 1 Succeeded / 0 Failed')),
      source:
        'https://github.com/kubernetes/enhancements/tree/master/keps/sig-apps/2879-ready-pods-job-status',
    },
  ],
  turnedRedBy: [red(exitsWithError, /0 Succeeded/)],
})

// 6.3j.3: its parameters

claim('job/defaults', {
  step: '6.3j.3',
  says: 'backoffLimit is 6, completions 1, parallelism 1.',
  in: single,
  holds: atFirst(field(yaml, 'spec.backoffLimit'), is(6))
    .and(atFirst(field(yaml, 'spec.completions'), is(1)))
    .and(atFirst(field(yaml, 'spec.parallelism'), is(1))),
  turnedRedBy: [
    red(
      leaving(patch({ 'spec.backoffLimit': 3 }), 'job/completes', 'job/selector-by-uid'),
      /backoffLimit: 3/,
    ),
  ],
})

claim('job/selector-by-uid', {
  step: '6.3j.3',
  says: 'The Job selects its pods by its own uid, under controller-uid.',
  in: single,
  holds: atFirst(
    same(
      field(yaml, 'spec.selector.matchLabels'),
      uid.map('', (own) => ({ 'controller-uid': own })),
    ),
    is(true),
  ),
  drift: [
    {
      since: '1.27',
      axis: 'server',
      severity: 'cosmetic',
      instead: 'By the same uid, under batch.kubernetes.io/controller-uid.',
      remedy: 'Print the prefixed name.',
      now: atFirst(
        same(
          field(yaml, 'spec.selector.matchLabels'),
          uid.map('', (own) => ({ 'batch.kubernetes.io/controller-uid': own })),
        ),
        is(true),
      ),
      source: 'kubernetes/kubernetes#114930',
    },
  ],
  turnedRedBy: [red(ownSelector, /matchLabels is the same as .*false/)],
})

// 6.3j.4: it stays until it is deleted

claim('job/stays-when-done', {
  step: '6.3j.4',
  says: 'A complete Job stays, and ages.',
  in: single,
  holds: always(isThere, is(true))
    .and(always(isComplete, is(true)))
    .from(isComplete)
    .until(typed(remove)),
  turnedRedBy: [red(patch({ 'spec.ttlSecondsAfterFinished': 0 }), /is there: false/)],
})

claim('job/delete-message', {
  step: '6.3j.4',
  says: 'Deleting the Job is confirmed with its name.',
  in: single,
  holds: atFirst(stdout(remove), is('job.batch "sleepy" deleted')),
  drift: [deletionNamesTheNamespace(remove, 'job.batch "sleepy" deleted')],
  turnedRedBy: [red(types(remove, `${remove} -o name`), /prints: "job\.batch\/sleepy"/)],
})

claim('job/delete-takes-pods', {
  step: '6.3j.4',
  says: 'With the Job its pods are gone.',
  in: single,
  holds: eventually(left, is(1)).and(
    eventually(isThere, is(false))
      .and(eventually(left, is(0)))
      .from(typed(remove)),
  ),
  turnedRedBy: [red(types(remove, `${remove} --cascade=orphan`), /Pods left: 1/)],
})

// 6.3j.5 to 6.3j.8: five completions

claim('job/completions-start', {
  step: '6.3j.6',
  says: 'With five completions it begins at zero of five.',
  in: completions,
  holds: atFirst(cell('kubectl get jobs.batch', 'COMPLETIONS'), is('0/5')).and(atFirst(succeeded, is(0))),
  turnedRedBy: [
    red(types('kubectl get jobs.batch', onceComplete('kubectl get jobs.batch')), /COMPLETIONS: "5\/5"/),
  ],
})

claim('job/completions-one-by-one', {
  step: '6.3j.7',
  says: 'The pods run one after another: one is done while the next runs.',
  in: completions,
  holds: eventually(running, is(1))
    .and(never(running, above(1)).until(isFinished))
    .and(eventually(column('kubectl get pods', 'STATUS'), includes('Completed', 'Running'))),
  turnedRedBy: [red(patch({ 'spec.parallelism': 2 }), /running: 2/)],
})

claim('job/completions-five', {
  step: '6.3j.8',
  says: 'In the end all five are complete, after five times their sleep at least.',
  in: completions,
  holds: comesTrue(isComplete)
    .and(atLast(succeeded, is(5)))
    .and(atLast(succeededPods, is(5)))
    .and(eventually(duration, atLeast(15)))
    .and(atFirst(cell('kubectl get jobs', 'COMPLETIONS'), is('5/5'))),
  turnedRedBy: [red(patch({ 'spec.completions': 4 }), /succeeded.*: 4|4\/4/)],
})

// 6.3j.9 and 6.3j.10: two at a time

claim('job/parallel-two-at-once', {
  step: '6.3j.10',
  says: 'With parallelism 2, pods run two at a time.',
  in: parallel,
  holds: eventually(running, is(2)).and(never(running, above(2)).until(isFinished)),
  turnedRedBy: [
    red(patch({ 'spec.parallelism': 1 }), /running: 0|running: 1/),
    red(leaving(patch({ 'spec.parallelism': 3 }), 'job/parallel-until-five'), /running: 3/),
  ],
})

claim('job/parallel-until-five', {
  step: '6.3j.10',
  says: 'So it goes on, past a part of them, until all five have completed.',
  in: parallel,
  holds: atFirst(cell('kubectl get jobs', 'COMPLETIONS'), matches(/^[1-4]\/5$/))
    .and(atLast(succeeded, is(5)))
    .and(atLast(made, is(5))),
  turnedRedBy: [red(patch({ 'spec.completions': 6 }), /by number: 6|\/6/)],
})

// 6.3j.11 to 6.3j.14: fifteen seconds for all

const deadlinePassed = age.map('are over 15', (seconds) => seconds >= 15)

claim('job/deadline-ends-all', {
  step: '6.3j.11',
  says: 'After fifteen seconds the Job and all its pods end, and no further pod starts.',
  in: deadline,
  holds: comesTrue(isFailed)
    .and(atLast(areTerminal, is(true)).until(typed(remove)))
    .and(constant(made).from(deadlinePassed)),
  turnedRedBy: [red(patch({ 'spec.activeDeadlineSeconds': null }), /is Failed: false|by number: 5/)],
})

claim('job/deadline-alive-before', {
  step: '6.3j.12',
  says: 'Until its deadline of fifteen seconds the Job runs.',
  in: deadline,
  holds: always(isFailed, is(false))
    .and(always(active, atLeast(1)).from(active.map('is above 0', (count) => count > 0)))
    .until(deadlinePassed),
  turnedRedBy: [red(patch({ 'spec.activeDeadlineSeconds': 5 }), /status\.active: 0|is Failed: true/)],
})

claim('job/deadline-partial', {
  step: '6.3j.12',
  says: 'By then some of the five are complete, and it stays at that.',
  in: deadline,
  holds: atLast(succeeded, between(1, 4)).and(constant(succeeded).from(isFailed)),
  turnedRedBy: [red(patch({ 'spec.activeDeadlineSeconds': 60 }), /succeeded: 5/)],
})

claim('job/deadline-reason', {
  step: '6.3j.13',
  says: 'The Job says that it failed because it was active for too long.',
  in: deadline,
  holds: eventually(
    conditionOf('Failed'),
    is({
      status: 'True',
      reason: 'DeadlineExceeded',
      message: 'Job was active longer than specified deadline',
    }),
  ),
  turnedRedBy: [red(outOfRetries, /BackoffLimitExceeded/)],
})

claim('job/deadline-one-condition', {
  step: '6.3j.13',
  says: 'Failed is the only condition of the Job.',
  in: deadline,
  holds: atLast(conditions, are('Failed')),
  drift: [
    {
      since: '1.31',
      axis: 'server',
      severity: 'misleads',
      instead: 'FailureTarget comes first; Failed follows when the last pod has ended.',
      remedy: 'Look a condition up by its type, never by its place.',
      now: atLast(conditions, are('FailureTarget', 'Failed')),
      source: 'kubernetes/kubernetes#125510',
    },
  ],
  turnedRedBy: [red(patch({ 'spec.activeDeadlineSeconds': null }), /Complete/)],
})

claim('job/deadline-counts', {
  step: '6.3j.13',
  says: 'The pods that were not done at the deadline, two at the most, count as failed, the others as succeeded.',
  in: deadline,
  holds: atLast(failed, between(1, 2)).and(atLast(same(unfinished, failed), is(true))),
  turnedRedBy: [red(patch({ 'spec.activeDeadlineSeconds': 60 }), /failed: 0/)],
})
