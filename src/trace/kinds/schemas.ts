import * as z from 'zod'

/** Of the cluster, as its resourceVersion counts: all that has a smaller one came before. */
export const revision = z.string().regex(/^\d{1,15}$/)

/** By the clock of the cluster: RFC 3339. */
export const date = z.iso.datetime()

/** A time that is null where it never came: a container that was ended before it started. */
export const moment = date.nullish().transform((time) => time ?? undefined)

const labels = z.record(z.string(), z.string()).optional()

/** What is known of an object of any kind. */
export const anyObject = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    uid: z.string(),
    resourceVersion: revision,
    creationTimestamp: date,
    /** When its time of grace is over: it was told to stop so many seconds before. */
    deletionTimestamp: date.optional(),
    deletionGracePeriodSeconds: z.number().optional(),
    labels,
    ownerReferences: z
      .array(z.looseObject({ kind: z.string(), name: z.string(), uid: z.string() }))
      .optional(),
  }),
})

export type AnyObject = z.infer<typeof anyObject>

/** Of a field `status.conditions`. */
export const conditions = z
  .array(
    z.looseObject({
      type: z.string(),
      status: z.string(),
      reason: z.string().optional(),
      message: z.string().optional(),
      lastProbeTime: date.nullish(),
      lastTransitionTime: date.optional(),
    }),
  )
  .optional()

/** A selector of a workload, and its template of pods. */
export const selector = z.looseObject({ matchLabels: labels }).optional()
export const template = z
  .looseObject({
    metadata: z.looseObject({ labels }).optional(),
    spec: z.looseObject({
      activeDeadlineSeconds: z.number().optional(),
      containers: z.array(z.looseObject({})).optional(),
    }),
  })
  .optional()

/** How many there are of something; not there where there are none. */
export const count = z.number().optional()
