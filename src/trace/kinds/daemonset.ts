import { kindRecord } from './kind-record.ts'
import { at, linesOf, pairs, valueIn, wideColumns } from './words.ts'
import { workload } from './workload.ts'

export const daemonSet = kindRecord({
  short: 'ds',
  isOfAll: true,
  schema: workload,
  shown: ({ status }) => ({ status }),
  columns: {
    DESIRED: at('status.desiredNumberScheduled', '0'),
    CURRENT: at('status.currentNumberScheduled', '0'),
    READY: at('status.numberReady', '0'),
    'UP-TO-DATE': at('status.updatedNumberScheduled', '0'),
    AVAILABLE: at('status.numberAvailable', '0'),
    'NODE SELECTOR': (object) =>
      linesOf([pairs(valueIn(object, 'spec.template.spec.nodeSelector'), '=').join(',')].filter(Boolean)),
    ...wideColumns,
  },
})
