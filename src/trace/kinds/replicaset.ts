import { kindRecord } from './kind-record.ts'
import {
  textAt,
  controllerOf,
  madeInWords,
  pairs,
  stillTemplate,
  templateFields,
  wideColumns,
} from './words.ts'
import { workload } from './workload.ts'

export const replicaSet = kindRecord({
  short: 'rs',
  isOfAll: true,
  schema: workload,
  still: { spec: { replicas: 0, ...stillTemplate } },
  shown: ({ spec, status }) => ({ spec: { replicas: spec?.replicas }, status }),
  columns: {
    DESIRED: textAt('spec.replicas', '0'),
    CURRENT: textAt('status.replicas', '0'),
    READY: textAt('status.readyReplicas', '0'),
    ...wideColumns,
  },
  fields: (object) => ({
    Selector: pairs(object.spec?.selector?.matchLabels, '=').join(','),
    'Controlled By': controllerOf(object),
    Replicas: `${object.status?.replicas ?? 0} current / ${object.spec?.replicas ?? 0} desired`,
    ...templateFields(object.spec?.template),
  }),
  events: (_, owned) => madeInWords(owned, 'Created pod: '),
})
