import { kindOf, recordOf, type KubernetesObject } from '../trace/kinds.ts'
import type { Expected } from '../trace/kinds/kind-record.ts'
import { ago, labelsInWords } from '../trace/kinds/words.ts'

/** Of any kind, by the object and the time of the cluster (seconds since the epoch). */
const common: Readonly<Record<string, (object: KubernetesObject, now: number) => Expected>> = {
  NAME: ({ metadata: { name } }) => name,
  NAMESPACE: ({ metadata: { namespace = '' } }) => namespace,
  AGE: ({ metadata: { creationTimestamp } }, now) => ago(creationTimestamp, now),
  LABELS: ({ metadata: { labels } }) => labelsInWords(labels),
}

/** What should stand in a column of a table, in the row of an object. @param now by the cluster, seconds since the epoch */
export const cellOf = (column: string, object: KubernetesObject, now: number): Expected =>
  ({ ...common, ...recordOf(kindOf(object))?.columns })[column]?.(object, now) ?? {
    unknown: 'not computable',
  }
