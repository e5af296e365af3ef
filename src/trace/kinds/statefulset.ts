import { kindRecord } from './kind-record.ts'
import { stillTemplate, wideColumns } from './words.ts'
import { workload } from './workload.ts'

export const statefulSet = kindRecord({
  short: 'sts',
  isOfAll: true,
  schema: workload,
  still: { spec: { replicas: 0, serviceName: 'still', ...stillTemplate } },
  shown: ({ spec, status }) => ({ spec: { replicas: spec?.replicas }, status }),
  columns: {
    READY: ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`,
    CONTAINERS: wideColumns.CONTAINERS,
    IMAGES: wideColumns.IMAGES,
  },
})
