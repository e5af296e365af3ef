import type { CronJob, Job, Pod } from '../trace/kinds.ts'
import { firings } from './firings.ts'
import type { ObjectChange, ScenarioRecord } from '../trace/scenario-record.ts'

/** A time in which something was in one state. All times are milliseconds since the epoch, by the recorder's clock. */
export interface LaneSpan {
  state: 'there' | 'waiting' | 'running' | 'stopping'
  from: number
  to: number
}

/** The life of one Job or Pod. */
export interface Lane {
  kind: 'Job' | 'Pod'
  /** In full; `label` is what tells it from the others of its scenario. */
  name: string
  label: string
  spans: readonly LaneSpan[]
  /** The conditions of a Job, when each was first seen to be true. */
  conditions: readonly { type: string; at: number }[]
  /** What became of it, as far as it was seen. */
  end: string | undefined
  deadline: { at: number; seconds: number } | undefined
}

/** What happened to the Jobs and Pods of a scenario. */
export interface Timeline {
  /** Of the lab: what the drawing counts from. */
  start: number
  from: number
  to: number
  /** The firings that the schedule has in this time; none without a CronJob. */
  grid: readonly number[]
  lanes: readonly Lane[]
}

type Change<O> = Omit<ObjectChange, 'object'> & { object: O }

/**
 * Reads the life of each Job and its Pods out of the record of a scenario.
 * @param start of the lab
 * @returns undefined for a scenario that has no Job or CronJob
 */
export function timelineOf(record: ScenarioRecord, start: number): Timeline | undefined {
  const cronJob = record.changes.find(({ object }) => object.kind === 'CronJob')?.object as
    | CronJob
    | undefined
  const jobs = changesByObject<Job>(record, 'Job')
  const pods = changesByObject<Pod>(record, 'Pod')
  if (!cronJob && jobs.length === 0) return undefined
  const lanes = jobs.flatMap((changes) => {
    const { uid } = changes[0].object.metadata
    const own = pods.filter(([{ object }]) =>
      object.metadata.ownerReferences?.some((owner) => owner.uid === uid),
    )
    return [jobLane(changes, record.to), ...own.map((pod) => podLane(pod, record.to))]
  })
  const { from, to } = record
  return { start, from, to, grid: cronJob ? firings(cronJob, from, to) : [], lanes }
}

type Life<O> = [Change<O>, ...Change<O>[]]

function changesByObject<O extends Job | Pod>(record: ScenarioRecord, kind: O['kind']): Life<O>[] {
  const lives = new Map<string, Life<O>>()
  for (const change of record.changes as Change<O>[]) {
    if (change.object.kind !== kind) continue
    const life = lives.get(change.object.metadata.uid)
    if (life) life.push(change)
    else lives.set(change.object.metadata.uid, [change])
  }
  return [...lives.values()]
}

function jobLane(changes: Life<Job>, end: number): Lane {
  const { at: from, object } = changes[0]
  const deleted = changes.find(({ change }) => change === 'deleted')
  const seen = new Map<string, number>()
  for (const { at, object: job } of changes) {
    for (const { type, status } of job.status.conditions ?? []) {
      if (status === 'True' && !seen.has(type)) seen.set(type, at)
    }
  }
  const started = changes.findLast(({ object: job }) => job.status.startTime !== undefined)?.object.status
    .startTime
  return {
    kind: 'Job',
    name: object.metadata.name,
    label: `Job ${object.metadata.name}`,
    spans: [{ state: 'there', from, to: deleted?.at ?? end }],
    conditions: [...seen].map(([type, at]) => ({ type, at })),
    end: deleted && 'deleted',
    deadline: deadlineOf(started, object.spec.activeDeadlineSeconds),
  }
}

function podLane(changes: Life<Pod>, end: number): Lane {
  const { at: from, object } = changes[0]
  const first = (test: (pod: Pod) => boolean) => changes.find((change) => test(change.object))?.at
  const runs = first((pod) => pod.status.phase === 'Running')
  const ended = changes.find(({ change, object: pod }) => change === 'deleted' || isOver(pod))?.at ?? end
  const asked = first((pod) => !isOver(pod) && isAskedToStop(pod))
  const bounds = [
    { state: 'waiting', from },
    { state: 'running', from: runs ?? ended },
    { state: 'stopping', from: Math.max(asked ?? ended, runs ?? ended) },
  ] as const
  const last = changes.at(-1) ?? changes[0]
  const phase = last.object.status.phase
  const { name } = object.metadata
  const started = changes.findLast(({ object: pod }) => pod.status.startTime !== undefined)?.object.status
    .startTime
  return {
    kind: 'Pod',
    name,
    label: `pod ${name.slice(name.lastIndexOf('-') + 1)}`,
    spans: bounds
      .map((bound, index) => ({ ...bound, to: Math.min(bounds[index + 1]?.from ?? ended, ended) }))
      .filter((span) => span.to > span.from),
    conditions: [],
    end: isOver(last.object) ? phase : last.change === 'deleted' ? 'deleted' : phase,
    deadline: deadlineOf(started, object.spec.activeDeadlineSeconds),
  }
}

const isOver = ({ status }: Pod) =>
  status.phase === 'Succeeded' ||
  status.phase === 'Failed' ||
  status.containerStatuses?.[0]?.state.terminated !== undefined

const isAskedToStop = ({ metadata, status }: Pod) =>
  metadata.deletionTimestamp !== undefined ||
  (status.conditions?.some(({ type, reason }) => type === 'Ready' && reason === 'PodFailed') ?? false)

function deadlineOf(started: string | undefined, seconds: number | undefined): Lane['deadline'] {
  if (started === undefined || seconds === undefined) return undefined
  return { at: Date.parse(started) + seconds * 1000, seconds }
}
