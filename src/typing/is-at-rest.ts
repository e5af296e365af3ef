import { scheduleOf, type KubernetesObject } from '../trace/kinds.ts'
import type { RowSeen } from './typing.ts'

interface Watched {
  spec?: { restartPolicy?: string; containers?: Readonly<Record<string, unknown>>[] }
  status?: { phase?: string; containerStatuses?: { restartCount: number; ready?: boolean }[] }
}

/**
 * Whether nothing more comes of itself: there is no schedule, and no Pod that begins, ends, is to end, or is probed.
 * @param rows that were seen until now
 */
export function isAtRest(rows: readonly RowSeen[]): boolean {
  const last = new Map(rows.map((row) => [`${row.resource} ${row.namespace}/${row.name}`, row]))
  return [...last.values()].every(({ resource, change, object, cells }) => {
    if (change === 'deleted') return true
    if (scheduleOf(object as KubernetesObject) !== undefined) return false
    if (resource !== 'pods') return true
    if (cells['STATUS'] === 'Terminating') return false
    const { spec, status } = object as Watched
    if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return true
    return (
      status?.phase === 'Running' &&
      spec?.restartPolicy === 'Always' &&
      !spec.containers?.some((container) =>
        Object.keys(container).some((field) => field.endsWith('Probe')),
      ) &&
      status.containerStatuses?.every(({ restartCount, ready }) => restartCount === 0 && ready === true) ===
        true
    )
  })
}
