import * as z from 'zod'
import { kindRecord } from './kind-record.ts'
import { conditions, count, selector, template } from './schemas.ts'
import { stillTemplate } from './words.ts'

export const deployment = kindRecord({
  schema: z.looseObject({
    spec: z.looseObject({ replicas: count, selector, template }).optional(),
    status: z
      .looseObject({ readyReplicas: count, updatedReplicas: count, availableReplicas: count, conditions })
      .optional(),
  }),
  still: { spec: { replicas: 0, ...stillTemplate } },
  shown: () => ({}),
  columns: {
    READY: ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`,
    'UP-TO-DATE': ({ status }) => `${status?.updatedReplicas ?? 0}`,
    AVAILABLE: ({ status }) => `${status?.availableReplicas ?? 0}`,
  },
})
