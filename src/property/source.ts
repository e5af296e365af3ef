import * as z from 'zod'
import { kindOf, type Kind, type KubernetesObject } from '../trace/kinds.ts'

/**
 * A place in what a command printed: a column of its table, in one row or in all; a field of its description, or one inside it;
 * a path in its YAML or JSON.
 */
const place = z.union([
  z.strictObject({ column: z.string(), row: z.string().exactOptional() }),
  z.strictObject({ field: z.string(), inside: z.array(z.string()).exactOptional() }),
  z.strictObject({ path: z.string() }),
])

/** What of a command was looked at: that it was typed, that it ended, its exit code, or a text and a place in it. */
const ofCommand = z.strictObject({
  type: z.literal('command'),
  /** Its number in the trace. */
  command: z.number().int(),
  part: z.enum(['typed', 'end', 'exit code', 'stdout', 'stderr']),
  place: place.optional(),
})

/** An object at one of its revisions. */
const ofObject = z.strictObject({
  type: z.literal('object'),
  kind: z.string(),
  uid: z.string(),
  resourceVersion: z.string(),
})

/** All objects of a kind, also that there are no others. */
const ofKind = z.strictObject({ type: z.literal('kind'), kind: z.string() })

/** What is written in a bearer token, by the name that stands for it. */
const ofToken = z.strictObject({ type: z.literal('token'), name: z.string() })

/** What a look was directed at, and where that is in the trace. */
export const source = z.discriminatedUnion('type', [ofCommand, ofObject, ofKind, ofToken])

export type Source = z.infer<typeof source>
export type Place = z.infer<typeof place>
export type CommandPart = z.infer<typeof ofCommand>['part']

export function sourceOf(object: KubernetesObject): Source {
  const { uid, resourceVersion } = object.metadata
  return { type: 'object', kind: kindOf(object), uid, resourceVersion }
}

export const sourceOfKind = (kind: Kind): Source => ({ type: 'kind', kind })
