import { kindRecord } from './kind-record.ts'
import { textAt, linesOf, pairs, partAt, wideColumns } from './words.ts'
import { workload } from './workload.ts'

export const daemonSet = kindRecord({
  short: 'ds',
  isOfAll: true,
  schema: workload,
  shown: ({ status }) => ({ status }),
  columns: {
    DESIRED: textAt('status.desiredNumberScheduled', '0'),
    CURRENT: textAt('status.currentNumberScheduled', '0'),
    READY: textAt('status.numberReady', '0'),
    'UP-TO-DATE': textAt('status.updatedNumberScheduled', '0'),
    AVAILABLE: textAt('status.numberAvailable', '0'),
    'NODE SELECTOR': (object) =>
      linesOf([pairs(partAt(object, 'spec.template.spec.nodeSelector'), '=').join(',')].filter(Boolean)),
    ...wideColumns,
  },
})
