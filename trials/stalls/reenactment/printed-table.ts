import {
  isA,
  type CronJob,
  type Job,
  type Kind,
  type KubernetesObject,
  type Pod,
} from '../../../src/trace/kinds.ts'

const minute = 60
const hour = 60 * minute

/** A duration as tables print it. Source: k8s.io/apimachinery/pkg/util/duration, HumanDuration. */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  if (seconds < -1) return '<invalid>'
  if (seconds < 0) return '0s'
  if (seconds < 2 * minute) return `${seconds}s`
  const [minutes, rest] = [Math.floor(seconds / minute), seconds % minute]
  if (seconds < 10 * minute) return rest === 0 ? `${minutes}m` : `${minutes}m${rest}s`
  if (seconds < 3 * hour) return `${minutes}m`
  throw new RangeError(`expected less than three hours, found ${seconds} s`)
}

const since = (time: string | undefined, now: number) =>
  time === undefined ? '<none>' : humanDuration(now - Date.parse(time))

const finished = ({ status }: Job) =>
  status.conditions?.find(({ type, status: is }) => is === 'True' && /^(Complete|Failed)$/.test(type))

function jobStatus(job: Job): string {
  if (finished(job)) return finished(job)?.type ?? ''
  if (job.metadata.deletionTimestamp !== undefined) return 'Terminating'
  const target = job.status.conditions?.find(({ status }) => status === 'True')?.type
  return target ?? 'Running'
}

const duration = ({ status: { startTime, completionTime } }: Job, now: number) =>
  startTime === undefined
    ? ''
    : since(startTime, completionTime === undefined ? now : Date.parse(completionTime))

function podStatus({ metadata, status }: Pod): string {
  const state = status.containerStatuses?.[0]?.state
  const reason = state?.waiting?.reason ?? state?.terminated?.reason
  if (metadata.deletionTimestamp !== undefined && state?.terminated === undefined) return 'Terminating'
  return reason ?? status.phase ?? ''
}

const isReady = ({ status }: Pod) =>
  status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') === true

const ofJob = (job: Job, now: number): Record<string, string> => ({
  STATUS: jobStatus(job),
  COMPLETIONS: `${job.status.succeeded ?? 0}/${job.spec.completions ?? 1}`,
  DURATION: duration(job, now),
})

const ofPod = (pod: Pod): Record<string, string> => ({
  READY: isReady(pod) ? '1/1' : '0/1',
  STATUS: podStatus(pod),
  RESTARTS: String(pod.status.containerStatuses?.[0]?.restartCount ?? 0),
})

const ofCronJob = ({ spec, status }: CronJob, now: number): Record<string, string> => ({
  SCHEDULE: spec.schedule,
  TIMEZONE: '<none>',
  SUSPEND: spec.suspend === true ? 'True' : 'False',
  ACTIVE: String(status.active?.length ?? 0),
  'LAST SCHEDULE': since(status.lastScheduleTime, now),
})

/** The kind that a line lists; undefined where it prints no table of one that can be printed here. */
export function kindListed(line: string): Kind | undefined {
  const [, name = ''] = line.match(/^kubectl get (\S+)$/) ?? []
  const kinds: Record<string, Kind> = {
    job: 'Job',
    jobs: 'Job',
    'jobs.batch': 'Job',
    pods: 'Pod',
    'cronjobs.batch': 'CronJob',
  }
  return kinds[name]
}

/** What `kubectl get` prints of some objects, at a time by the clock of the cluster. */
export function printTable(
  objects: readonly KubernetesObject[],
  columns: readonly string[],
  now: number,
): string {
  const rows = objects
    .toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
    .map((object): Record<string, string> => ({
      NAME: object.metadata.name,
      AGE: since(object.metadata.creationTimestamp, now),
      ...(isA('Job', object) && ofJob(object, now)),
      ...(isA('Pod', object) && ofPod(object)),
      ...(isA('CronJob', object) && ofCronJob(object, now)),
    }))
  const widths = columns.map((column) =>
    Math.max(column.length, ...rows.map((row) => (row[column] ?? '').length)),
  )
  const lines = [Object.fromEntries(columns.map((column) => [column, column])), ...rows].map((row) =>
    columns
      .map((column, index) => (row[column] ?? '').padEnd(widths[index] ?? 0))
      .join('   ')
      .trimEnd(),
  )
  return `${lines.join('\n')}\n`
}
