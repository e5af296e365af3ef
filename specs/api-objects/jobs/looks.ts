import { isDeepStrictEqual } from 'node:util'
import { ageOff, cell, column, described, field, fieldOfEach } from '../../../src/property/answers.ts'
import { job } from '../../../src/property/jobs.ts'
import { lineInWords, type Line, type Run } from '../../../src/property/line.ts'
import { above, are, atMost, between, each, is, matches } from '../../../src/property/matcher.ts'
import { same } from '../../../src/property/observation.ts'
import { pods } from '../../../src/property/pods.ts'
import { always, atFirst, atLast, comesTrue, never } from '../../../src/property/property.ts'
import { secondsOfAge } from '../../../src/property/time.ts'
import { agrees } from '../limits.ts'
import { describe, getFailedYaml, getPods, getYaml } from './student.ts'

export const editsAFile = 'edits a file: the next step creates it'

/** One after another: no two at a time, not even one that only waits, and the next one at once, within two seconds. */
export const oneAtATime = never(pods.unfinished, above(1)).and(always(pods.nextMadeAfter, each(atMost(2))))
/** No third one, not even one that only waits; the first two begin together. */
export const twoAtATime = never(pods.unfinished, above(2)).and(atFirst(pods.firstTwoApart, between(0, 1)))
/** Seconds from start to deadline: fifteen, the sync that notices, and both times are cut to seconds. */
export const fifteenSeconds = between(15, 16)

const rfc3339 = (printed: string[]) => `${new Date(printed[0] ?? '').toISOString().slice(0, 19)}Z`
const isDate = (printed: string[]) => !Number.isNaN(Date.parse(printed[0] ?? ''))
export const isDescribed = (name: string) => atFirst(described(describe, name), each(matches(/\d/)))
/** A time of the details, as the object has it; null where none is printed. */
export const timeDescribed = (name: string) =>
  described(describe, name).map(`the time in the field ${name} of the details`, (printed) =>
    isDate(printed) ? rfc3339(printed) : null,
  )
export const secondsDescribed = described(describe, 'Duration').map(
  'the seconds in the field Duration of the details',
  ([printed]) => secondsOfAge(printed ?? '') ?? null,
)
/** Whether a field of the details has the Job's own uid under a key. */
export const hasUid = (name: string, key: string) =>
  described(describe, name)
    .with(job.uid)
    .map(`the field ${name} of the details has the Job's uid under ${key}`, ([labels, uid]) =>
      labels.includes(`${key}=${uid}`),
    )
/** The details select by the Job's own uid under a key, and by nothing else. */
export const selectorIsUid = (key: string) =>
  atFirst(hasUid('Selector', key), is(true)).and(
    atFirst(
      described(describe, 'Selector').map('the lines of the selector', ({ length }) => length),
      is(1),
    ),
  )

export const seconds = (line: Line, header: string) =>
  cell(line, header).map(`the seconds of ${header} of ${lineInWords(line)}`, (text) =>
    secondsOfAge(text ?? ''),
  )
export const secondsBetween = (one: Line, other: Line, header: string) =>
  seconds(one, header)
    .with(seconds(other, header))
    .map(`the seconds of ${header} from ${lineInWords(one)} to ${lineInWords(other)}`, ([a, b]) => b - a)

export const noneSucceeded = job.succeeded.map('the Job counts no success', (count) => count === 0)
export const twoRun = pods.running.map('two Pods run', (count) => count === 2)
export const oneIsMissing = pods.succeeded.map('at most one Pod of five is missing', (count) => count >= 4)
export const someSucceeded = job.succeeded.map(
  'the Job counts some successes and not five',
  (count) => count > 0 && count < 5,
)
export const someUnfinished = pods.unfinishedAtDeadline
  .with(pods.noneEndsAtDeadline)
  .map(
    'some Pod goes on past the deadline, and none ends about when it comes',
    ([unfinished, certain]) => unfinished > 0 && certain,
  )
const printsSuccesses = (line: Line) =>
  same(
    cell(line, 'COMPLETIONS'),
    job.succeeded.map("the Job's successes of five", (count) => `${count}/5`),
  )
export const countRunning = column(getPods, 'STATUS').map(
  'the number of Pods that are listed as Running',
  (all) => all.filter((status) => status === 'Running').length,
)

/** How a Pod is listed that is done, and how one that runs. */
export const isListed = /^(Completed 0\/1|Running 1\/1) 0$/
/** What the list has of each Pod: its status, its ready containers of all, and the number of its restarts. */
export const podsListed = column(getPods, 'STATUS')
  .with(column(getPods, 'READY').with(column(getPods, 'RESTARTS')))
  .map('STATUS, READY and RESTARTS of each listed Pod', ([statuses, [ready, restarts]]) =>
    statuses.map((status, row) => `${status} ${ready[row]} ${restarts[row]?.split(' ')[0]}`),
  )

export const matchLabels = field(getYaml, 'spec.selector.matchLabels')
/**
 * The printed selector is the Job's own uid under a key; it is stored so. Each Pod has it among its labels, under the other
 * keys as well, and the name of the Job.
 */
export const selectsByUid = (key: string, ...others: string[]) => {
  const isItsUid = matchLabels
    .with(job.uid)
    .map(`${matchLabels.name} is the Job's uid under ${key}`, ([printed, uid]) =>
      isDeepStrictEqual(printed, { [key]: uid }),
    )
  const areLabelled = isItsUid
    .with(pods.labels.with(job.uid))
    .map(
      `each Pod has the Job's uid under ${[key, ...others].join(', ')}, and its name`,
      ([, [labels, uid]]) =>
        labels.every((some) =>
          [key, ...others].every(
            (one) => some[one] === uid && some[one.replace('controller-uid', 'job-name')] === 'sleepy',
          ),
        ),
    )
  return atFirst(isItsUid, is(true))
    .and(atFirst(same(matchLabels, job.matchLabels), is(true)))
    .and(atFirst(areLabelled, is(true)))
}

/** What is printed of the spec is so, and is stored so. */
export const defaultsTo = (name: 'backoffLimit' | 'completions' | 'parallelism', value: number) => {
  const printed = field(getYaml, `spec.${name}`)
  return atFirst(printed, is(value)).and(atFirst(same(printed, job.stored(name)), is(true)))
}

/** What the details have between the completions and the start, field by field. */
export const detailsAfterCompletions = (mode: string[], suspend: string[], backoffLimit: string[]) =>
  atFirst(described(describe, 'Completions'), are('1'))
    .and(atFirst(described(describe, 'Completion Mode'), are(...mode)))
    .and(atFirst(described(describe, 'Suspend'), are(...suspend)))
    .and(atFirst(described(describe, 'Backoff Limit'), are(...backoffLimit)))

/** The names of the fields that are printed below a path, in their order. */
const fieldsOf = (line: Line, path: string) =>
  field(line, path).map(`the fields of ${path}`, (found) => Object.keys(Object(found)))

/** What is printed of the spec up to its selector: these fields beside its backoffLimit, completions and parallelism. */
export const specBeforeSelector = (more: Readonly<Record<string, unknown>>) => {
  const names = ['backoffLimit', 'completions', 'parallelism', ...Object.keys(more)].toSorted()
  const before = fieldsOf(getYaml, 'spec').map('the fields of spec before the selector', (all) =>
    all.slice(0, all.indexOf('selector')),
  )
  return Object.entries(more).reduce(
    (so, [name, value]) => so.and(atFirst(field(getYaml, `spec.${name}`), is(value))),
    atFirst(before, are(...names)).and(
      atFirst(same(field(getYaml, 'spec.backoffLimit'), job.stored('backoffLimit')), is(true)),
    ),
  )
}

/** What the status of the failed Job has beside its conditions, counts and start: these and no more. */
export const statusHas = (...names: ('ready' | 'uncountedTerminatedPods' | 'terminating')[]) =>
  atFirst(
    fieldsOf(getFailedYaml, 'status').map(
      'the fields of status beside conditions, failed, startTime and succeeded',
      (all) => all.filter((name) => !/^(?:conditions|failed|startTime|succeeded)$/.test(name)),
    ),
    are(...names.toSorted()),
  )
    .and(atFirst(same(field(getFailedYaml, 'status.startTime'), job.startTime), is(true)))
    .and(atFirst(same(field(getFailedYaml, 'status.succeeded'), job.succeeded), is(true)))
    .and(atFirst(same(field(getFailedYaml, 'status.failed'), job.failed), is(true)))

export const hasActivePods = job.active.map('the Job has active Pods', (count) => count > 0)

export const isBeforeDeadline = job.hasStarted
  .with(job.isPastDeadline)
  .map('the Job runs and is not past its deadline', ([started, passed]) => started && !passed)

/** What the row of the Job shows is what it is while the line is answered. */
export const rowAgrees = (line: Run) =>
  atFirst(cell(line, 'COMPLETIONS'), matches(/^\d\/5$/))
    .and(atFirst(printsSuccesses(line), is(true)))
    .and(atFirst(ageOff(line, 'DURATION', job.startTime), agrees))
    .and(atFirst(ageOff(line, 'AGE', job.creationTime), agrees))

/** Each of its conditions is printed with this. */
export const printsOfFailed = (name: string, value: string) =>
  atFirst(fieldOfEach(getFailedYaml, 'status.conditions', name), each(is(value)))
/** The printed conditions are these. */
export const printsConditions = (...types: string[]) =>
  atFirst(fieldOfEach(getFailedYaml, 'status.conditions', 'type'), are(...types)).and(
    atLast(job.conditions, are(...types)),
  )

/** The printed times of the conditions are those of the object. */
const isDated = (name: 'lastProbeTime' | 'lastTransitionTime') => {
  const printed = fieldOfEach(getFailedYaml, 'status.conditions', name)
  return atFirst(printed, each(matches(/Z$/))).and(atFirst(same(printed, job.conditionTimes(name)), is(true)))
}
export const failedIsDated = atFirst(job.deadlineAfter, fifteenSeconds)
  .and(comesTrue(job.isFailed))
  .and(isDated('lastProbeTime'))
  .and(isDated('lastTransitionTime'))
