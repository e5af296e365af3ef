import * as z from 'zod'
import { conditions, count, selector, template } from './schemas.ts'

/** Of a kind that says how many pods there are to be. */
export const workload = z.looseObject({
  spec: z.looseObject({ replicas: count, selector, template }).optional(),
  status: z
    .looseObject({
      replicas: count,
      readyReplicas: count,
      updatedReplicas: count,
      availableReplicas: count,
      unavailableReplicas: count,
      conditions,
    })
    .optional(),
})
