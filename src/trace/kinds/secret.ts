import * as z from 'zod'
import { kindRecord, type Expected } from './kind-record.ts'

export const secret = kindRecord({
  schema: z.looseObject({
    type: z.string().optional(),
    data: z.record(z.string(), z.string()).optional(),
  }),
  shown: ({ type, data = {} }) => ({ type, data: Object.keys(data) }),
  columns: {
    TYPE: ({ type = '' }) => type,
    DATA: ({ data = {} }) => `${Object.keys(data).length}`,
  },
  fields: ({ type = '', data = {} }) => ({
    Type: type,
    ...Object.fromEntries(
      Object.entries(data).map(([name, value]): [string, Expected] => [
        `Data.${name}`,
        // What stands for a secret has another length than the secret.
        /<.*>/.test(value) ? { unknown: 'secret' } : `${Buffer.from(value, 'base64').length} bytes`,
      ]),
    ),
  }),
})
