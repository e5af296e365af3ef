import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { stageAt, type StoredLife, type StoredStage } from '../stored-life.ts'
import { kindRecord, type Beside } from './kind-record.ts'
import { podHasEnded, isPod, type PodObject } from './pod.ts'
import { conditions, count, date, selector, template, type AnyObject } from './schemas.ts'
import {
  ago,
  controllerOf,
  fell,
  isTrue,
  madeInWords,
  pairs,
  secondsAt,
  stillContainer,
  templateFields,
  text,
  timeInWords,
  when,
  wideColumns,
} from './words.ts'

const schema = z.looseObject({
  spec: z.looseObject({
    completions: z.number().optional(),
    parallelism: z.number().optional(),
    backoffLimit: z.number().optional(),
    activeDeadlineSeconds: z.number().optional(),
    ttlSecondsAfterFinished: z.number().optional(),
    selector,
    template,
  }),
  status: z.looseObject({
    active: count,
    succeeded: count,
    failed: count,
    startTime: date.optional(),
    completionTime: date.optional(),
    conditions,
  }),
})
type JobObject = AnyObject & z.infer<typeof schema>

/**
 * The state of a Job in a word: how it has ended, else that it is going, else what keeps it, else how it will end.
 * Source: the conditions of the API reference of Job (batch/v1), and KEP-3329, KEP-3998 for the last two.
 */
function stateOf(job: JobObject): string {
  const ended = ['Complete', 'Failed'].find((type) => isTrue(job, type))
  if (ended !== undefined) return ended
  if (job.metadata.deletionTimestamp !== undefined) return 'Terminating'
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find((type) => isTrue(job, type)) ?? 'Running'
}

/** From its start until it is complete; on and on while it is not, also when it has failed. */
const durationOf = ({ status: { startTime, completionTime } }: JobObject, now: number) =>
  startTime === undefined
    ? ''
    : ago(startTime, completionTime === undefined ? now : secondsAt(completionTime))

const completionsOf = ({ spec: { completions, parallelism = 0 }, status: { succeeded = 0 } }: JobObject) =>
  completions !== undefined
    ? `${succeeded}/${completions}`
    : parallelism > 1
      ? `${succeeded}/1 of ${parallelism}`
      : `${succeeded}/1`

const reachedBy = ({ stages }: StoredLife, { from }: StoredStage, is: (pod: PodObject) => boolean) =>
  stages.some((stage) => stage.from <= from && isPod(stage.object) && is(stage.object))
const podsThat = ({ owned, stage }: Beside<JobObject>, is: (pod: PodObject) => boolean) =>
  owned.filter((life) => life.kind === 'Pod' && reachedBy(life, stage, is)).length

/** Milliseconds after which a controller has counted what has changed, on a machine that is well. */
const countedWithin = 10_000

function miscounted({ object, stage, next, owned, history }: Beside<JobObject>): string | undefined {
  const lives = owned.filter(({ kind }) => kind === 'Pod')
  const changes = lives
    .flatMap(({ stages }) => stages)
    .filter(({ from }) => from > stage.from && from < (next?.from ?? Infinity))
    .toSorted((a, b) => a.from - b.from)
  const moments = [stage, ...changes].map(({ from, written }, place) => ({
    revision: from,
    from: Math.max(stage.written, written),
    to: changes[place]?.written ?? next?.written ?? history.end,
  }))
  const quiet = moments.filter(
    ({ from, to }) => to - from >= countedWithin && !history.health.slack([{ from, to }]),
  )
  for (const { revision } of quiet) {
    const pods = lives.flatMap((life) => stageAt(life, revision)?.object ?? []).filter(isPod)
    const live = pods.filter(
      (pod) => !podHasEnded(pod) && pod.metadata.deletionTimestamp === undefined,
    ).length
    const ready = pods.filter((pod) => isTrue(pod, 'Ready')).length
    const { active = 0, ready: told = ready } = object.status
    if (active !== live || told !== ready)
      return `${active} active, ${JSON.stringify(told)} ready of ${live} and ${ready}`
  }
  return undefined
}

export const jobKind = kindRecord({
  isOfAll: true,
  schema,
  still: {
    spec: {
      suspend: true,
      template: { spec: { containers: [stillContainer], restartPolicy: 'Never' } },
    },
  },
  shown: ({ spec: { completions, parallelism, backoffLimit, activeDeadlineSeconds }, status }) => ({
    spec: { completions, parallelism, backoffLimit, activeDeadlineSeconds },
    status,
  }),
  columns: {
    STATUS: stateOf,
    COMPLETIONS: completionsOf,
    DURATION: durationOf,
    ...wideColumns,
  },
  fields: (object, { now, offset }) => {
    const { spec, status } = object
    const { active = 0, succeeded = 0, failed = 0, startTime, completionTime } = status
    return {
      Selector: pairs(spec.selector?.matchLabels, '=').join(','),
      'Controlled By': controllerOf(object),
      Parallelism: text(spec.parallelism, '<unset>'),
      Completions: text(spec.completions, '<unset>'),
      'Completion Mode': text(spec['completionMode'], '<unset>'),
      Suspend: text(spec['suspend']),
      'Backoff Limit': text(spec.backoffLimit),
      'TTL Seconds After Finished': text(spec.ttlSecondsAfterFinished),
      'Start Time': timeInWords(startTime, offset),
      'Completed At': timeInWords(completionTime, offset),
      Duration: completionTime === undefined ? undefined : durationOf(object, now),
      'Active Deadline Seconds':
        spec.activeDeadlineSeconds === undefined ? undefined : `${spec.activeDeadlineSeconds}s`,
      'Pods Statuses':
        status['ready'] === undefined
          ? `${active} Active / ${succeeded} Succeeded / ${failed} Failed`
          : `${active} Active (${text(status['ready'])} Ready) / ${succeeded} Succeeded / ${failed} Failed`,
      ...templateFields(spec.template),
    }
  },
  events: ({ status: { conditions: all = [] } }, owned) => [
    ...madeInWords(owned, 'Created pod: '),
    ...all.flatMap(({ type, status, lastTransitionTime: at }) =>
      type === 'Complete' && status === 'True' && at !== undefined
        ? [{ message: 'Job completed', reason: 'Completed', at: secondsAt(at) }]
        : [],
    ),
  ],
  rules: [
    {
      says: 'a changed spec has a new generation',
      source: 'API conventions, Metadata: generation',
      broken: ({ object, before }) =>
        when(
          before !== undefined &&
            !isDeepStrictEqual(before.spec, object.spec) &&
            before.metadata['generation'] === object.metadata['generation'],
          () => `generation ${String(object.metadata['generation'])} for another spec`,
        ),
    },
    {
      says: 'it is not complete and failed',
      source: 'API reference, JobStatus: conditions',
      broken: ({ object }) => when(isTrue(object, 'Complete') && isTrue(object, 'Failed'), () => 'both'),
    },
    {
      says: 'it has a time of completion where it is complete, and not before its start',
      source: 'API reference, JobStatus: completionTime is only set when the Job finishes successfully',
      broken: ({ object }) => {
        const { startTime, completionTime } = object.status
        const isComplete = isTrue(object, 'Complete')
        if (isComplete !== (completionTime !== undefined)) return `completionTime ${completionTime ?? 'none'}`
        return when(
          completionTime !== undefined &&
            !(startTime !== undefined && Date.parse(startTime) <= Date.parse(completionTime)),
          () => `from ${startTime ?? 'no start'} to ${completionTime ?? ''}`,
        )
      },
    },
    {
      says: 'it is complete after its pods were told to have succeeded',
      source: 'Jobs, Completions; API reference, JobStatus: completionTime',
      needs: ['Pod', 'clock'],
      broken: ({ object: { status }, before, owned, stage, history: { apart } }) => {
        const { completionTime, succeeded = 0 } = status
        if (completionTime === undefined || before?.status.completionTime !== undefined) return undefined
        const told = owned.flatMap(({ stages }) => {
          const success = stages.find(({ object }) => isPod(object) && object.status.phase === 'Succeeded')
          return success && success.from <= stage.from ? success.written : []
        })
        return when(
          told.length === succeeded && Date.parse(completionTime) < Math.max(...told) - apart,
          () =>
            `${completionTime}, and a pod was told to have at ${new Date(Math.max(...told)).toISOString()}`,
        )
      },
    },
    {
      says: 'a finished Job has no active pods',
      source: 'API reference, JobStatus: active is zero for finished Jobs',
      broken: ({ object }) =>
        when(
          (isTrue(object, 'Complete') || isTrue(object, 'Failed')) && (object.status.active ?? 0) > 0,
          () => `${object.status.active} active`,
        ),
    },
    {
      says: 'what has ended is counted once, and stays counted',
      source: 'API reference, JobStatus: succeeded and failed increase monotonically',
      broken: ({ object, before }) =>
        fell(before?.status.succeeded, object.status.succeeded) ??
        fell(before?.status.failed, object.status.failed),
    },
    {
      says: 'no more succeeded than pods of it did, no more failed than pods of it ended otherwise',
      source: 'API reference, JobStatus: succeeded, failed',
      needs: ['Pod'],
      broken: (beside) => {
        const { succeeded = 0, failed = 0 } = beside.object.status
        const did = podsThat(beside, ({ status }) => status.phase === 'Succeeded')
        const ended = podsThat(
          beside,
          ({ status, metadata }) => status.phase === 'Failed' || metadata.deletionTimestamp !== undefined,
        )
        return (
          when(succeeded > did, () => `${succeeded} of ${did} succeeded`) ??
          when(failed > ended, () => `${failed} of ${ended} failed`)
        )
      },
    },
    {
      says: 'no more are active than may be at once, nor ready than are active',
      source: 'API reference, JobSpec: parallelism; JobStatus: ready',
      broken: ({ object: { spec, status } }) => {
        const { active = 0 } = status
        const ready = Number(status['ready'] ?? 0)
        return (
          when(active > (spec.parallelism ?? 1), () => `${active} active`) ??
          when(ready > (spec.parallelism ?? 1), () => `${ready} ready`)
        )
      },
    },
    {
      says: 'what it counts as active and ready are its pods, some time after they have changed',
      source: 'API reference, JobStatus: active, ready',
      needs: ['Pod'],
      broken: miscounted,
    },
    {
      says: 'a complete Job has as many successes as it wants',
      source: 'Jobs, Completions',
      broken: ({ object }) => {
        const { completions, successPolicy } = object.spec
        const { succeeded = 0 } = object.status
        return when(
          isTrue(object, 'Complete') &&
            completions !== undefined &&
            successPolicy === undefined &&
            succeeded < completions,
          () => `${succeeded} of ${completions}`,
        )
      },
    },
  ],
})
