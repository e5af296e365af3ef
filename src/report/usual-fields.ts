import * as z from 'zod'
import type { KubernetesObject } from '../trace/kinds.ts'

const fields = z.object({
  spec: z.object({ activeDeadlineSeconds: z.number().optional().catch(undefined) }).catch({}),
  status: z
    .object({
      phase: z.string().optional().catch(undefined),
      startTime: z.iso.datetime().optional().catch(undefined),
      conditions: z.array(z.object({ type: z.string(), status: z.string() })).catch([]),
    })
    .catch({ conditions: [] }),
})

/** What objects of many kinds have, of an object of any kind: as far as it has them, and they have the form that is usual. */
export const usualFields = (object: KubernetesObject) => fields.parse(object)
