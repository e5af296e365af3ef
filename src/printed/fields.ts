import type { CronJob, Job, Kind, KubernetesObject, ObjectOf, Pod } from '../trace/kinds.ts'
import { cellOf } from './columns.ts'
import type { Expected } from './printed-place.ts'

/** What stands in the fields of a description; a field with undefined is not printed. */
type Fields = Record<string, Expected | undefined>

/** What the fields depend on besides the object. */
interface Told {
  /** By the cluster, seconds since the epoch. */
  now: number
  /** Of the times that are printed, in minutes east of Greenwich. */
  offset: number
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (number: number) => String(number).padStart(2, '0')

/** `Thu, 26 Nov 2026 00:58:07 +0000`. */
function timeInWords(time: string | undefined, offset: number): string | undefined {
  if (time === undefined) return undefined
  const at = new Date(Date.parse(time) + offset * 60_000)
  const clock = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join(':')
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.trunc(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`
  return `${days[at.getUTCDay()]}, ${two(at.getUTCDate())} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()} ${clock} ${zone}`
}

const pairs = (all: unknown, between: string) =>
  Object.entries((all ?? {}) as Record<string, string>)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}${between}${value}`)
const linesOf = (all: readonly string[]) => (all.length === 0 ? '<none>' : all.join('\n'))

const owned = ({ metadata: { ownerReferences } }: KubernetesObject) => {
  const owner = ownerReferences?.find(({ controller }) => controller === true)
  return owner && `${owner.kind}/${owner.name}`
}

interface Template {
  metadata?: { labels?: unknown }
  spec?: {
    containers?: readonly Record<string, unknown>[]
    volumes?: unknown
    nodeSelector?: unknown
    tolerations?: unknown
  }
}

/** A template of pods; what only some templates have is not computed. */
function templateFields(template: Template | undefined): Fields {
  const { containers = [], volumes, nodeSelector, tolerations } = template?.spec ?? {}
  const none = (value: unknown) => (value === undefined ? '<none>' : ({ unknown: 'not computable' } as const))
  return {
    'Pod Template.Labels': linesOf(pairs(template?.metadata?.labels, '=')),
    ...Object.fromEntries(
      containers.flatMap(({ name, image, command, args, ports, env, volumeMounts }) => {
        const fields = {
          Image: String(image),
          Port: none(ports),
          'Host Port': none(ports),
          Command: each(command),
          Args: each(args),
          Environment: none(env),
          Mounts: none(volumeMounts),
        }
        return Object.entries(fields).map(([field, value]) => [
          `Pod Template.Containers.${String(name)}.${field}`,
          value,
        ])
      }),
    ),
    'Pod Template.Volumes': none(volumes),
    'Pod Template.Node-Selectors': none(nodeSelector),
    'Pod Template.Tolerations': none(tolerations),
  }
}

const each = (words: unknown) =>
  Array.isArray(words) ? words.map((word) => String(word).trim()).join('\n') : undefined
function text(value: unknown, without?: string): string | undefined {
  if (value === undefined || value === null) return without
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const fieldsByKind: { [K in Kind]: (object: ObjectOf<K>, told: Told) => Fields } = {
  Job: (job: Job, { now, offset }) => {
    const { spec, status } = job
    const { active = 0, succeeded = 0, failed = 0, startTime, completionTime } = status
    return {
      Selector: pairs(spec.selector?.matchLabels, '=').join(','),
      'Controlled By': owned(job),
      Parallelism: text(spec.parallelism, '<unset>'),
      Completions: text(spec.completions, '<unset>'),
      'Completion Mode': text(spec['completionMode'], '<unset>'),
      Suspend: text(spec['suspend']),
      'Backoff Limit': text(spec.backoffLimit),
      'TTL Seconds After Finished': text(spec.ttlSecondsAfterFinished),
      'Start Time': timeInWords(startTime, offset),
      'Completed At': timeInWords(completionTime, offset),
      Duration: completionTime === undefined ? undefined : cellOf('Job', 'DURATION', job, now),
      'Active Deadline Seconds':
        spec.activeDeadlineSeconds === undefined ? undefined : `${spec.activeDeadlineSeconds}s`,
      'Pods Statuses':
        status['ready'] === undefined
          ? `${active} Active / ${succeeded} Succeeded / ${failed} Failed`
          : `${active} Active (${text(status['ready'])} Ready) / ${succeeded} Succeeded / ${failed} Failed`,
      ...templateFields(spec['template'] as Template | undefined),
    }
  },
  CronJob: (cronJob: CronJob, { offset }) => {
    const { spec, status } = cronJob
    return {
      Schedule: spec.schedule,
      'Concurrency Policy': spec.concurrencyPolicy ?? '',
      Suspend: text(spec.suspend, '<unset>') === 'true' ? 'True' : 'False',
      'Successful Job History Limit': text(spec.successfulJobsHistoryLimit, '<unset>'),
      'Failed Job History Limit': text(spec.failedJobsHistoryLimit, '<unset>'),
      'Starting Deadline Seconds':
        spec['startingDeadlineSeconds'] === undefined ? '<unset>' : { unknown: 'not computable' },
      'Last Schedule Time': timeInWords(status.lastScheduleTime, offset) ?? '<unset>',
      'Active Jobs': (status.active ?? []).map(({ name }) => name).join(', ') || '<none>',
    }
  },
  Secret: ({ type = '', data = {} }) => ({
    Type: type,
    ...Object.fromEntries(
      Object.entries(data).map(([name, value]): [string, Expected] => [
        `Data.${name}`,
        // What stands for a secret has another length than the secret.
        /<.*>/.test(value) ? { unknown: 'secret' } : `${Buffer.from(value, 'base64').length} bytes`,
      ]),
    ),
  }),
  Pod: (pod: Pod, { offset }) => ({
    'Start Time': timeInWords(pod.status.startTime, offset),
    'Service Account': text(pod.spec['serviceAccountName']),
    Status: pod.metadata.deletionTimestamp === undefined ? pod.status.phase : { unknown: 'not computable' },
    Reason: pod.status.reason,
    'Controlled By': owned(pod),
    ...Object.fromEntries(
      (pod.status.containerStatuses ?? []).flatMap(({ name, restartCount, ready, image }) => [
        [`Containers.${String(name)}.Restart Count`, `${restartCount}`],
        [`Containers.${String(name)}.Ready`, ready === true ? 'True' : 'False'],
        [`Containers.${String(name)}.Image`, [text(image, ''), ...imagesOf(pod)]],
      ]),
    ),
  }),
  Deployment: () => ({}),
}

const imagesOf = ({ spec }: Pod) =>
  Array.isArray(spec['containers'])
    ? (spec['containers'] as { image?: unknown }[]).map(({ image }) => text(image, '') ?? '')
    : []

/** What should stand in the fields of a description of an object. */
export function fieldsExpected<K extends Kind>(
  kind: K,
  object: ObjectOf<K>,
  told: Told,
): [place: string, Expected][] {
  const { name, namespace, labels, ...metadata } = object.metadata
  const { 'kubectl.kubernetes.io/last-applied-configuration': _, ...annotations } = (metadata[
    'annotations'
  ] ?? {}) as Record<string, string>
  const fields: Fields = {
    Name: name,
    Namespace: namespace,
    Labels: linesOf(pairs(labels, '=')),
    Annotations: linesOf(pairs(annotations, ': ')),
    ...fieldsByKind[kind](object, told),
  }
  return Object.entries(fields).flatMap(([place, expected]) =>
    expected === undefined ? [] : [[place, expected]],
  )
}
