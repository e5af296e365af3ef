import * as z from 'zod'
import { kindRecord } from './kind-record.ts'

export const event = kindRecord({
  short: 'ev',
  schema: z.looseObject({}),
  still: {
    involvedObject: { kind: 'Namespace', name: '$namespace', namespace: '$namespace' },
    type: 'Normal',
    reason: 'Still',
  },
  isOfComponents: true,
  shown: ({ type, reason, message, count }) => ({ type, reason, message, count }),
})
