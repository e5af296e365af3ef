import type { Change } from '../changes/change.ts'
import type { Since } from '../lab/drift.ts'

/** What prints what a change is about: `kubectl get, Job`, `the YAML of a Job`, `GET /api/v1`. */
export function printerInWords({ printedBy: by }: Change): string {
  if ('api' in by) return `GET ${by.api}`
  if ('event' in by) return `events of ${by.event}`
  if ('object' in by)
    return by.object === '*' ? 'YAML and JSON of any object' : `YAML and JSON of ${by.object}`
  const { kubectl, kind, form } = by
  return `kubectl ${kubectl}${kind === undefined ? '' : `, ${kind}`}${form === undefined ? '' : ` -o ${form}`}`
}

/** Where in the answer: `column STATUS`; nothing of a line, which has no name. */
export function placeInWords({ place }: Change): string {
  if ('line' in place) return ''
  if ('path' in place) return place.path
  if ('row' in place) return `rows by ${place.row}`
  return 'column' in place ? `column ${place.column}` : `field ${place.field}`
}

/** When it came: `1.30`; `1.16 or before`, `after 1.12, by 1.16` where only so much is known. */
export function sinceInWords({ since }: { since: Since }): string {
  if (typeof since === 'string') return since
  return since.after === undefined ? `${since.by} or before` : `after ${since.after}, by ${since.by}`
}
