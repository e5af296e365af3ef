import * as z from 'zod'

/** Of the cluster, as its resourceVersion counts: all that has a smaller one came before. */
export const revision = z.string().regex(/^\d{1,15}$/)

/** By the clock of the cluster: RFC 3339. */
const date = z.iso.datetime()

const labels = z.record(z.string(), z.string()).optional()

const metadata = z.looseObject({
  name: z.string(),
  namespace: z.string().optional(),
  uid: z.string(),
  resourceVersion: revision,
  creationTimestamp: date,
  /** When its time of grace is over: it was told to stop so many seconds before. */
  deletionTimestamp: date.optional(),
  deletionGracePeriodSeconds: z.number().optional(),
  labels,
  ownerReferences: z.array(z.looseObject({ kind: z.string(), name: z.string(), uid: z.string() })).optional(),
})

/** A time that is null where it never came: a container that was ended before it started. */
const moment = date.nullish().transform((time) => time ?? undefined)

const condition = z.looseObject({
  type: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  message: z.string().optional(),
  lastProbeTime: date.nullish(),
  lastTransitionTime: date.optional(),
})

const containerState = z.looseObject({
  waiting: z.looseObject({ reason: z.string().optional() }).optional(),
  running: z.looseObject({ startedAt: moment }).optional(),
  terminated: z
    .looseObject({
      exitCode: z.number(),
      reason: z.string().optional(),
      startedAt: moment,
      finishedAt: moment,
    })
    .optional(),
})

const pod = z.looseObject({
  kind: z.literal('Pod'),
  metadata,
  spec: z.looseObject({
    restartPolicy: z.string().optional(),
    activeDeadlineSeconds: z.number().optional(),
    nodeName: z.string().optional(),
  }),
  status: z.looseObject({
    phase: z.string().optional(),
    reason: z.string().optional(),
    message: z.string().optional(),
    startTime: date.optional(),
    conditions: z.array(condition).optional(),
    containerStatuses: z.array(z.looseObject({ restartCount: z.number(), state: containerState })).optional(),
  }),
})

const job = z.looseObject({
  kind: z.literal('Job'),
  metadata,
  spec: z.looseObject({
    completions: z.number().optional(),
    parallelism: z.number().optional(),
    backoffLimit: z.number().optional(),
    activeDeadlineSeconds: z.number().optional(),
    ttlSecondsAfterFinished: z.number().optional(),
    selector: z.looseObject({ matchLabels: labels }).optional(),
  }),
  status: z.looseObject({
    active: z.number().optional(),
    succeeded: z.number().optional(),
    failed: z.number().optional(),
    startTime: date.optional(),
    completionTime: date.optional(),
    conditions: z.array(condition).optional(),
  }),
})

const cronJob = z.looseObject({
  kind: z.literal('CronJob'),
  metadata,
  spec: z.looseObject({
    schedule: z.string(),
    suspend: z.boolean().optional(),
    concurrencyPolicy: z.string().optional(),
    successfulJobsHistoryLimit: z.number().optional(),
    failedJobsHistoryLimit: z.number().optional(),
    jobTemplate: z
      .looseObject({
        spec: z.looseObject({
          template: z.looseObject({
            spec: z.looseObject({
              activeDeadlineSeconds: z.number().optional(),
              containers: z.array(z.looseObject({})).optional(),
            }),
          }),
        }),
      })
      .optional(),
  }),
  status: z.looseObject({
    active: z.array(z.looseObject({ name: z.string() })).optional(),
    lastScheduleTime: date.optional(),
  }),
})

const secret = z.looseObject({
  kind: z.literal('Secret'),
  metadata,
  type: z.string().optional(),
  data: z.record(z.string(), z.string()).optional(),
})

const deployment = z.looseObject({ kind: z.literal('Deployment'), metadata })

/** All there is to know of a kind of object. */
interface KindRecord<S extends z.ZodType> {
  /** Where the API serves the objects of all namespaces. */
  path: string
  /** The fields that claims look at; all others are kept as they came. */
  schema: S
  /** What of an object a report shows. */
  shown: (object: z.infer<S>) => Record<string, unknown>
}

const kind = <S extends z.ZodType>(record: KindRecord<S>) => record

/** The kinds of object that a trace records: one watch each, however many claims look at them. */
export const kinds = {
  Pod: kind({
    path: '/api/v1/pods',
    schema: pod,
    shown: ({ status: { phase, reason, containerStatuses } }) => {
      const { waiting, running, terminated } = containerStatuses?.[0]?.state ?? {}
      return {
        phase,
        reason,
        'container waits': waiting?.reason,
        'container started': (running ?? terminated)?.startedAt,
        'container ended': terminated?.finishedAt,
        'exit code': terminated?.exitCode,
      }
    },
  }),
  Secret: kind({
    path: '/api/v1/secrets',
    schema: secret,
    shown: ({ type, data = {} }) => ({ type, data: Object.keys(data) }),
  }),
  Job: kind({
    path: '/apis/batch/v1/jobs',
    schema: job,
    shown: ({ spec: { completions, parallelism, backoffLimit, activeDeadlineSeconds }, status }) => ({
      spec: { completions, parallelism, backoffLimit, activeDeadlineSeconds },
      status,
    }),
  }),
  CronJob: kind({
    path: '/apis/batch/v1/cronjobs',
    schema: cronJob,
    shown: ({ spec: { schedule, suspend, concurrencyPolicy, successfulJobsHistoryLimit }, status }) => ({
      spec: { schedule, suspend, concurrencyPolicy, successfulJobsHistoryLimit },
      status,
    }),
  }),
  Deployment: kind({ path: '/apis/apps/v1/deployments', schema: deployment, shown: () => ({}) }),
}

export type Kind = keyof typeof kinds
export type ObjectOf<K extends Kind> = z.infer<(typeof kinds)[K]['schema']>
export type KubernetesObject = { [K in Kind]: ObjectOf<K> }[Kind]
export type Pod = ObjectOf<'Pod'>
export type Job = ObjectOf<'Job'>
export type CronJob = ObjectOf<'CronJob'>

/** The names of the kinds. */
export const kindNames = Object.keys(kinds) as [Kind, ...Kind[]]

/** An object of any of the kinds. */
export const kubernetesObject = z.discriminatedUnion('kind', [pod, secret, job, cronJob, deployment])

/** Where the API serves the objects of a kind: in one namespace, or in all. */
export function pathOf(of: Kind, namespace?: string): string {
  const { path } = kinds[of]
  return namespace === undefined ? path : path.replace(/\/(?=\w+$)/, `/namespaces/${namespace}/`)
}

/** What of an object a report shows. */
export function shown(object: KubernetesObject): Record<string, unknown> {
  // The record is the one of the object's own kind; the compiler can't follow that through a union.
  const { shown: of } = kinds[object.kind] as { shown: (object: KubernetesObject) => Record<string, unknown> }
  return of(object)
}
