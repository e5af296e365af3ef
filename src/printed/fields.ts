import { kindOf, recordOf, type KubernetesObject } from '../trace/kinds.ts'
import type { Expected, Fields, WhenTold } from '../trace/kinds/kind-record.ts'
import { linesOf, pairs } from '../trace/kinds/words.ts'

/** What should stand in the fields of a description of an object. */
export function fieldsExpected(object: KubernetesObject, told: WhenTold): [place: string, Expected][] {
  const { name, namespace, labels, ...metadata } = object.metadata
  const { 'kubectl.kubernetes.io/last-applied-configuration': _, ...annotations } = (metadata[
    'annotations'
  ] ?? {}) as Record<string, string>
  const fields: Fields = {
    Name: name,
    Namespace: namespace,
    Labels: linesOf(pairs(labels, '=')),
    Annotations: linesOf(pairs(annotations, ': ')),
    ...recordOf(kindOf(object))?.fields?.(object, told),
  }
  return Object.entries(fields).flatMap(([place, expected]) =>
    expected === undefined ? [] : [[place, expected]],
  )
}
