import { kindRecord } from './kind-record.ts'
import { pairs, stillTemplate, templateFields, textAt, timeInWords, wideColumns } from './words.ts'
import { workload } from './workload.ts'

export const deployment = kindRecord({
  short: 'deploy',
  isOfAll: true,
  schema: workload,
  still: { spec: { replicas: 0, ...stillTemplate } },
  shown: ({ spec, status }) => ({ spec: { replicas: spec?.replicas, strategy: spec?.['strategy'] }, status }),
  columns: {
    READY: ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`,
    'UP-TO-DATE': textAt('status.updatedReplicas', '0'),
    AVAILABLE: textAt('status.availableReplicas', '0'),
    ...wideColumns,
  },
  fields: (object, { offset }) => {
    const { spec, status } = object
    const { replicas = 0, updatedReplicas = 0, availableReplicas = 0, unavailableReplicas = 0 } = status ?? {}
    const surge = textAt('spec.strategy.rollingUpdate.maxSurge')(object)
    const unavailable = textAt('spec.strategy.rollingUpdate.maxUnavailable')(object)
    return {
      CreationTimestamp: timeInWords(object.metadata.creationTimestamp, offset),
      Selector: pairs(spec?.selector?.matchLabels, '=').join(','),
      Replicas: `${spec?.replicas ?? 0} desired | ${updatedReplicas} updated | ${replicas} total | ${availableReplicas} available | ${unavailableReplicas} unavailable`,
      StrategyType: textAt('spec.strategy.type')(object),
      MinReadySeconds: textAt('spec.minReadySeconds', '0')(object),
      RollingUpdateStrategy:
        spec?.['strategy'] === undefined || surge === '<none>'
          ? undefined
          : `${unavailable} max unavailable, ${surge} max surge`,
      ...templateFields(spec?.template),
    }
  },
})
