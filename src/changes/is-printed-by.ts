import type { Change } from './change.ts'
import { fits } from './pattern.ts'
import type { Printing } from './printing.ts'

/** Whether what a change is about is printed so: the same verb, path or object, of that kind. */
export function isPrintedBy(
  { printedBy: by, place }: Change,
  { verb, kinds, form, path }: Printing,
): boolean {
  const isOf = (kind: string) => kinds?.includes(kind) ?? verb !== undefined
  if ('api' in by) return path !== undefined && fits(by.api, path)
  if ('event' in by)
    return verb === 'describe' ? isOf(by.event) : kinds?.includes('Event') === true && form !== 'other'
  if ('object' in by)
    return (
      form === 'object' && (by.object === '*' ? kinds !== undefined || verb !== undefined : isOf(by.object))
    )
  if (verb !== by.kubectl || (by.kind !== undefined && !isOf(by.kind))) return false
  if ('line' in place) return true
  if ('path' in place) return form !== 'wide'
  return form === 'wide' || (form === 'text' && by.form === undefined)
}
