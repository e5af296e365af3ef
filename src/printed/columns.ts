import type { CronJob, Job, Kind, ObjectOf, Pod } from '../trace/kinds.ts'
import { ageInWords } from './age.ts'
import type { Expected } from './printed-place.ts'

/** What stands in a cell, by the object and the time of the cluster (seconds since the epoch). */
type Cell<K extends Kind> = (object: ObjectOf<K>, now: number) => Expected
type Columns<K extends Kind> = Readonly<Record<string, Cell<K>>>

const secondsAt = (time: string) => Date.parse(time) / 1000
const none = '<none>'

/** How long ago something was. */
const ago = (time: string | undefined, now: number, never = none) =>
  time === undefined ? never : ageInWords(now - secondsAt(time))

const labelsInWords = (labels: Readonly<Record<string, string>> | undefined) =>
  Object.entries(labels ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .toSorted()
    .join(',') || none

interface Container {
  name?: unknown
  image?: unknown
}
const each = (containers: unknown, of: keyof Container) =>
  Array.isArray(containers) ? (containers as Container[]).map((one) => String(one[of])).join(',') : ''

const isTrue = (object: Job | Pod, type: string) =>
  object.status.conditions?.some((one) => one.type === type && one.status === 'True') ?? false

/**
 * The state of a Job in a word: how it has ended, else that it is going, else what keeps it, else how it will end.
 * Source: the conditions of the API reference of Job (batch/v1), and KEP-3329, KEP-3998 for the last two.
 */
function stateOfJob(job: Job): string {
  const ended = ['Complete', 'Failed'].find((type) => isTrue(job, type))
  if (ended !== undefined) return ended
  if (job.metadata.deletionTimestamp !== undefined) return 'Terminating'
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find((type) => isTrue(job, type)) ?? 'Running'
}

/** From its start until it is complete; on and on while it is not, also when it has failed. */
const durationOfJob = ({ status: { startTime, completionTime } }: Job, now: number) =>
  startTime === undefined
    ? ''
    : ago(startTime, completionTime === undefined ? now : secondsAt(completionTime))

const completionsOfJob = ({ spec: { completions, parallelism = 0 }, status: { succeeded = 0 } }: Job) =>
  completions !== undefined
    ? `${succeeded}/${completions}`
    : parallelism > 1
      ? `${succeeded}/1 of ${parallelism}`
      : `${succeeded}/1`

/**
 * The state of a Pod in a word: that it goes; else why a container of it does not run; else the phase, or the reason of the phase.
 * Source: "Pod Lifecycle" of the documentation, and the API reference of PodStatus.
 */
function stateOfPod({ metadata, spec, status }: Pod): Expected {
  const { phase = '', reason, containerStatuses = [] } = status
  if (Array.isArray(spec['initContainers'])) return { unknown: 'not computable' }
  const isOver = phase === 'Succeeded' || phase === 'Failed'
  const reasons = containerStatuses.flatMap(({ state: { waiting, terminated } }) => {
    if (terminated) return terminated.reason ?? `ExitCode:${terminated.exitCode}`
    return waiting?.reason ?? []
  })
  const runs = containerStatuses.some(({ state: { running }, ready }) => running && ready === true)
  const state = reasons[0] ?? reason ?? phase
  const shown = state === 'Completed' && runs ? 'Running' : state
  // Before v1.27 a Pod that has ended was said to be terminating as well.
  if (metadata.deletionTimestamp === undefined) return shown
  return isOver ? [shown, 'Terminating'] : 'Terminating'
}

/** How often containers were started again, and how long ago for the last time. */
function restartsOfPod({ status: { containerStatuses = [] } }: Pod, now: number): Expected {
  const count = containerStatuses.reduce((sum, { restartCount }) => sum + restartCount, 0)
  const ends = containerStatuses.flatMap(({ lastState }) => {
    const { terminated } = (lastState ?? {}) as { terminated?: { finishedAt?: string } }
    return terminated?.finishedAt ?? []
  })
  const last = ends.toSorted().at(-1)
  return count === 0 || last === undefined ? `${count}` : `${count} (${ago(last, now)} ago)`
}

const isReady = ({ ready }: Record<string, unknown>) => ready === true
const readyOfPod = ({ spec, status: { containerStatuses = [] } }: Pod) =>
  `${containerStatuses.filter(isReady).length}/${Array.isArray(spec['containers']) ? spec['containers'].length : 0}`

const templateOf = ({ spec }: Job) =>
  (spec['template'] as { spec?: { containers?: unknown } } | undefined)?.spec?.containers
const cronTemplateOf = ({ spec }: CronJob) => spec.jobTemplate?.spec.template.spec.containers

const common = {
  NAME: ({ metadata: { name } }: ObjectOf<Kind>) => name,
  NAMESPACE: ({ metadata: { namespace = '' } }: ObjectOf<Kind>) => namespace,
  AGE: ({ metadata: { creationTimestamp } }: ObjectOf<Kind>, now: number) => ago(creationTimestamp, now),
  LABELS: ({ metadata: { labels } }: ObjectOf<Kind>) => labelsInWords(labels),
}

interface DeploymentStatus {
  readyReplicas?: number
  updatedReplicas?: number
  availableReplicas?: number
}
const replicasOf = (object: ObjectOf<'Deployment'>) => (object['status'] ?? {}) as DeploymentStatus

/** The columns of the table of each kind, as far as what is stored tells what stands there. */
const columnsOf: { [K in Kind]: Columns<K> } = {
  Pod: {
    READY: readyOfPod,
    STATUS: stateOfPod,
    RESTARTS: restartsOfPod,
    IP: ({ status }) => (typeof status['podIP'] === 'string' ? status['podIP'] : { unknown: 'not kept' }),
    NODE: ({ spec: { nodeName = none } }) => nodeName,
    'NOMINATED NODE': ({ status }) =>
      typeof status['nominatedNodeName'] === 'string' ? status['nominatedNodeName'] : none,
  },
  Job: {
    STATUS: stateOfJob,
    COMPLETIONS: completionsOfJob,
    DURATION: durationOfJob,
    CONTAINERS: (job) => each(templateOf(job), 'name'),
    IMAGES: (job) => each(templateOf(job), 'image'),
    SELECTOR: ({ spec: { selector } }) => labelsInWords(selector?.matchLabels),
  },
  CronJob: {
    SCHEDULE: ({ spec: { schedule } }) => schedule,
    TIMEZONE: ({ spec }) => (typeof spec['timeZone'] === 'string' ? spec['timeZone'] : none),
    SUSPEND: ({ spec: { suspend } }) => (suspend === undefined ? '<unset>' : suspend ? 'True' : 'False'),
    ACTIVE: ({ status: { active = [] } }) => `${active.length}`,
    'LAST SCHEDULE': ({ status: { lastScheduleTime } }, now) => ago(lastScheduleTime, now),
    CONTAINERS: (cronJob) => each(cronTemplateOf(cronJob), 'name'),
    IMAGES: (cronJob) => each(cronTemplateOf(cronJob), 'image'),
    SELECTOR: () => none,
  },
  Secret: {
    TYPE: ({ type = '' }) => type,
    DATA: ({ data = {} }) => `${Object.keys(data).length}`,
  },
  Deployment: {
    READY: (object) =>
      `${replicasOf(object).readyReplicas ?? 0}/${(object['spec'] as { replicas?: number }).replicas ?? 0}`,
    'UP-TO-DATE': (object) => `${replicasOf(object).updatedReplicas ?? 0}`,
    AVAILABLE: (object) => `${replicasOf(object).availableReplicas ?? 0}`,
  },
}

/** What should stand in a column of a table, in the row of an object. @param now by the cluster, seconds since the epoch */
export function cellOf<K extends Kind>(kind: K, column: string, object: ObjectOf<K>, now: number): Expected {
  const columns: Columns<K> = { ...common, ...columnsOf[kind] }
  return columns[column]?.(object, now) ?? { unknown: 'not computable' }
}
