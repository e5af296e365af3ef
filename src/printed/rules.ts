import { Cron } from 'croner'
import { isDeepStrictEqual } from 'node:util'
import type { Job, Kind, ObjectOf, Pod } from '../trace/kinds.ts'
import { stageAt, type History, type StoredLife, type StoredStage } from './history.ts'

/** An object at one of its stages, with what there was beside it. */
interface Beside<K extends Kind> {
  object: ObjectOf<K>
  stage: StoredStage
  /** How it was before; undefined where it is new. */
  before: ObjectOf<K> | undefined
  /** The stage after it; undefined where it is the last. */
  next: StoredStage | undefined
  /** The objects that it owns, and those that own it, as far as they are watched. */
  owned: readonly StoredLife[]
  history: History
}

/** Something that is always so: what is found where it is not; undefined where it is. */
export interface Rule<K extends Kind = Kind> {
  says: string
  /** Where Kubernetes says so. */
  source: string
  /** What must be known of besides the object: other kinds, or the time. */
  needs?: readonly (Kind | 'clock')[]
  broken: (beside: Beside<K>) => string | undefined
}

/** From the begin to the end of all time. */
export const allTime = [0, Infinity] as const

/** Milliseconds by which the clocks of a cluster's nodes may differ, and times that are cut to seconds. */
const apart = 2000

const when = (is: boolean, found: () => string) => (is ? found() : undefined)

function timesIn(value: unknown, name = ''): [name: string, time: number][] {
  if (typeof value === 'string') return /(?:At|Time)$/.test(name) ? [[name, Date.parse(value)]] : []
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, part]) => timesIn(part, key))
    : []
}

const isTrue = ({ status }: Job | Pod, type: string) =>
  status.conditions?.some((one) => one.type === type && one.status === 'True') === true
const reachedBy = ({ stages }: StoredLife, { from }: StoredStage, is: (pod: Pod) => boolean) =>
  stages.some((stage) => stage.from <= from && stage.object.kind === 'Pod' && is(stage.object))
const podsThat = ({ owned, stage }: Beside<'Job'>, is: (pod: Pod) => boolean) =>
  owned.filter((life) => life.kind === 'Pod' && reachedBy(life, stage, is)).length
const fell = (before: number | undefined, now: number | undefined) =>
  when((before ?? 0) > (now ?? 0), () => `${now ?? 0} after ${before}`)

const conditionsOf = (object: ObjectOf<Kind>) =>
  object.kind === 'Pod' || object.kind === 'Job' ? (object.status.conditions ?? []) : []

const ofAny: readonly Rule[] = [
  {
    says: 'what it dates lies between its creation and its writing',
    source: 'API conventions, Objects: metadata.creationTimestamp',
    needs: ['clock'],
    broken: ({ object, stage }) => {
      const created = Date.parse(object.metadata.creationTimestamp)
      const wrong = timesIn(object['status']).find(
        ([, time]) => time < created - apart || time > stage.written + apart,
      )
      return wrong && `${wrong[0]} ${new Date(wrong[1]).toISOString()}`
    },
  },
  {
    says: 'who it is never changes',
    source: 'API conventions, Metadata: name, namespace, uid and creationTimestamp are immutable',
    broken: ({ object, before }) => {
      const identity = ({ metadata: { name, namespace, creationTimestamp } }: ObjectOf<Kind>) =>
        [name, namespace, creationTimestamp].join(' ')
      return when(before !== undefined && identity(before) !== identity(object), () => identity(object))
    },
  },
  {
    says: 'a condition keeps its time while its status stays',
    source: 'API conventions, Typical status properties: lastTransitionTime',
    broken: ({ object, before }) =>
      conditionsOf(object).find(({ type, status, lastTransitionTime }) => {
        const was = before && conditionsOf(before).find((one) => one.type === type)
        return was?.status === status && was.lastTransitionTime !== lastTransitionTime
      })?.type,
  },
  {
    says: 'its owners were there before it, and have its name of them',
    source: 'Owners and Dependents',
    broken: ({ object: { metadata }, stage, history }) =>
      metadata.ownerReferences
        ?.filter(
          ({ kind }) => history.unknown(kind, metadata.namespace, [0, stage.from], allTime) === undefined,
        )
        .find(({ uid, name, kind }) => {
          const all = history.lives.filter((life) => life.kind === kind && life.name === name)
          return !all.some(
            ({ stages: [first] }) =>
              first?.object.metadata.uid === uid &&
              first.object.metadata.creationTimestamp <= metadata.creationTimestamp,
          )
        })?.name,
  },
]

const isOver = ({ status: { phase } }: Pod) => phase === 'Succeeded' || phase === 'Failed'

/** Milliseconds after which a controller has counted what has changed, on a machine that is well. */
const countedWithin = 10_000

function miscounted({ object, stage, next, owned, history }: Beside<'Job'>): string | undefined {
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
    const pods = lives
      .flatMap((life) => stageAt(life, revision)?.object ?? [])
      .filter((pod) => pod.kind === 'Pod')
    const live = pods.filter((pod) => !isOver(pod) && pod.metadata.deletionTimestamp === undefined).length
    const ready = pods.filter((pod) => isTrue(pod, 'Ready')).length
    const { active = 0, ready: told = ready } = object.status
    if (active !== live || told !== ready)
      return `${active} active, ${JSON.stringify(told)} ready of ${live} and ${ready}`
  }
  return undefined
}

const rules: { [K in Kind]: readonly Rule<K>[] } = {
  Job: [
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
  CronJob: [
    {
      says: 'what is active is a Job of it',
      source: 'API reference, CronJobStatus: active',
      needs: ['Job'],
      broken: ({ object, owned }) => {
        return object.status.active?.find(
          ({ name, uid }) =>
            !owned.some(
              (life) =>
                life.kind === 'Job' && life.name === name && life.stages[0]?.object.metadata.uid === uid,
            ),
        )?.name
      },
    },
    {
      says: 'the last schedule is a time of its schedule, and never goes back',
      source: 'CronJob, Schedule syntax; API reference, CronJobStatus: lastScheduleTime',
      broken: ({ object: { spec, status }, before }) => {
        const { lastScheduleTime: last } = status
        if (last === undefined) return undefined
        const earlier = before?.status.lastScheduleTime
        if (earlier !== undefined && earlier > last) return `${last} after ${earlier}`
        const cron = new Cron(spec.schedule, {
          timezone: typeof spec['timeZone'] === 'string' ? spec['timeZone'] : 'UTC',
        })
        // Without a time zone it is that of the controller, which nobody knows: any half hour.
        const zones =
          spec['timeZone'] === undefined
            ? Array.from({ length: 53 }, (_, place) => (place - 24) * 1_800_000)
            : [0]
        return when(!zones.some((zone) => cron.match(new Date(Date.parse(last) + zone))), () => last)
      },
    },
  ],
  Pod: [
    {
      says: 'it is ready as its containers are',
      source: 'Pod Lifecycle, Pod conditions: ContainersReady, Ready',
      broken: ({ object }) => {
        const { containerStatuses = [] } = object.status
        // Of init containers some count as well.
        if (object.spec['initContainers'] !== undefined) return undefined
        const ready = containerStatuses.length > 0 && containerStatuses.every((one) => one['ready'] === true)
        const condition = object.status.conditions?.find(({ type }) => type === 'ContainersReady')
        // A Pod that fails for its deadline is not ready while its containers still are.
        const isEnding = /^Pod(?:Failed|Completed)$/.test(condition?.reason ?? '')
        if ((condition?.status === 'True') !== ready && !(ready && isEnding))
          return `containers ${ready ? '' : 'not '}ready`
        return when(isTrue(object, 'Ready') && !ready, () => 'Ready without its containers')
      },
    },
    {
      says: 'a container that is ready runs',
      source: 'API reference, ContainerStatus: ready',
      broken: ({ object }) =>
        object.status.containerStatuses?.some(({ ready, state }) => ready === true && !state.running) === true
          ? 'ready and not running'
          : undefined,
    },
    {
      says: 'its phase is that of its containers',
      source: 'Pod Lifecycle, Pod phase',
      broken: ({ object: { status } }) => {
        const all = status.containerStatuses ?? []
        const has = ({ state, restartCount }: (typeof all)[number]) =>
          state.running !== undefined || state.terminated !== undefined || restartCount > 0
        if (status.phase === 'Succeeded')
          return when(
            all.some(({ state }) => state.terminated?.exitCode !== 0),
            () => 'Succeeded with another exit code than 0',
          )
        if (status.phase === 'Pending')
          return when(all.length > 0 && all.every(({ state }) => state.running), () => 'Pending and running')
        return when(status.phase === 'Running' && !all.some(has), () => 'Running without a container')
      },
    },
    {
      says: 'what has ended stays so',
      source: 'Pod Lifecycle, Pod phase: Succeeded and Failed are final',
      broken: ({ object, before }) =>
        when(
          before !== undefined && isOver(before) && before.status.phase !== object.status.phase,
          () => `${object.status.phase ?? ''} after ${before?.status.phase ?? ''}`,
        ),
    },
    {
      says: 'a container ends after its start, and is started again more often, never less',
      source: 'API reference, ContainerStateTerminated, ContainerStatus: restartCount',
      broken: ({ object, before }) =>
        object.status.containerStatuses?.flatMap(({ state: { terminated }, restartCount }, place) => {
          const [start, end] = [terminated?.startedAt, terminated?.finishedAt]
          const wrong =
            start !== undefined && end !== undefined && start > end ? `from ${start} to ${end}` : undefined
          return wrong ?? fell(before?.status.containerStatuses?.[place]?.restartCount, restartCount) ?? []
        })[0],
    },
    {
      says: 'it has the labels by which its Job selects it',
      source: 'API reference, JobSpec: selector',
      needs: ['Job'],
      broken: ({ object: { metadata }, stage, history }) => {
        const job = history.lives.find(
          (life) =>
            life.kind === 'Job' &&
            metadata.ownerReferences?.some(({ uid }) => uid === life.stages[0]?.object.metadata.uid),
        )
        const owner = job && stageAt(job, stage.from)?.object
        const labels = owner?.kind === 'Job' ? owner.spec.selector?.matchLabels : undefined
        return Object.entries(labels ?? {}).find(([name, value]) => metadata.labels?.[name] !== value)?.[0]
      },
    },
  ],
  Secret: [],
  Deployment: [],
}

/** What is always so of a kind of object. */
export const rulesOf = (kind: Kind) => [...ofAny, ...rules[kind]] as readonly Rule[]
