import * as z from 'zod'

const labels = z.record(z.string(), z.string()).optional()

const metadata = z.looseObject({
  name: z.string(),
  namespace: z.string().optional(),
  uid: z.string(),
  resourceVersion: z.string(),
  creationTimestamp: z.string(),
  deletionTimestamp: z.string().optional(),
  labels,
  ownerReferences: z.array(z.looseObject({ kind: z.string(), name: z.string(), uid: z.string() })).optional(),
})

/** A time that is null where it never came: a container that was ended before it started. */
const moment = z
  .string()
  .nullish()
  .transform((time) => time ?? undefined)

const condition = z.looseObject({
  type: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  message: z.string().optional(),
  lastTransitionTime: z.string().optional(),
})

const containerState = z.looseObject({
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
    startTime: z.string().optional(),
    conditions: z.array(condition).optional(),
    containerStatuses: z.array(z.looseObject({ restartCount: z.number(), state: containerState })).optional(),
  }),
})

const jobSpec = z.looseObject({
  completions: z.number().optional(),
  parallelism: z.number().optional(),
  backoffLimit: z.number().optional(),
  activeDeadlineSeconds: z.number().optional(),
  selector: z.looseObject({ matchLabels: labels }).optional(),
})

const job = z.looseObject({
  kind: z.literal('Job'),
  metadata,
  spec: jobSpec,
  status: z.looseObject({
    active: z.number().optional(),
    succeeded: z.number().optional(),
    failed: z.number().optional(),
    startTime: z.string().optional(),
    completionTime: z.string().optional(),
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
  }),
  status: z.looseObject({
    active: z.array(z.looseObject({ name: z.string() })).optional(),
    lastScheduleTime: z.string().optional(),
  }),
})

const secret = z.looseObject({
  kind: z.literal('Secret'),
  metadata,
  type: z.string().optional(),
  data: z.record(z.string(), z.string()).optional(),
})

const deployment = z.looseObject({ kind: z.literal('Deployment'), metadata })

/** The kinds of object that a trace records, with the fields that claims look at; all others are kept as they came. */
export const kubernetesObject = z.discriminatedUnion('kind', [pod, job, cronJob, secret, deployment])

export type KubernetesObject = z.infer<typeof kubernetesObject>
export type Kind = KubernetesObject['kind']
export type ObjectOf<K extends Kind> = Extract<KubernetesObject, { kind: K }>
export type Pod = z.infer<typeof pod>
export type Job = z.infer<typeof job>
