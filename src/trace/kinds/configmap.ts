import * as z from 'zod'
import { kindRecord } from './kind-record.ts'

const entries = z.record(z.string(), z.string()).optional()

export const configMap = kindRecord({
  short: 'cm',
  schema: z.looseObject({ data: entries, binaryData: entries }),
  still: {},
  shown: ({ data, binaryData = {} }) => ({ data, 'binary data': Object.keys(binaryData) }),
  columns: {
    DATA: ({ data = {}, binaryData = {} }) => `${Object.keys(data).length + Object.keys(binaryData).length}`,
  },
})
