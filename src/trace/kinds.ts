import type * as z from 'zod'
import { configMap } from './kinds/configmap.ts'
import { cronJob } from './kinds/cronjob.ts'
import { daemonSet } from './kinds/daemonset.ts'
import { deployment } from './kinds/deployment.ts'
import { event } from './kinds/event.ts'
import { jobKind } from './kinds/job.ts'
import type { Doing, KindRecord } from './kinds/kind-record.ts'
import { podKind } from './kinds/pod.ts'
import { replicaSet } from './kinds/replicaset.ts'
import { anyObject, type AnyObject } from './kinds/schemas.ts'
import { secret } from './kinds/secret.ts'
import { service } from './kinds/service.ts'
import { statefulSet } from './kinds/statefulset.ts'

/** The kinds of which more is known than of any. */
const records = {
  Pod: podKind,
  Secret: secret,
  Job: jobKind,
  CronJob: cronJob,
  Deployment: deployment,
  ReplicaSet: replicaSet,
  StatefulSet: statefulSet,
  DaemonSet: daemonSet,
  Service: service,
  ConfigMap: configMap,
  Event: event,
}

/** A kind of object: `Deployment`; with its group where that is not one of Kubernetes' own: `Widget.example.com`. */
export type Kind = string

type Records = typeof records
/** An object of any kind. */
export type KubernetesObject = AnyObject
/** An object of a kind. */
export type ObjectOf<K extends Kind> = AnyObject &
  (K extends keyof Records ? z.infer<Records[K]['schema']> : unknown)
export type Pod = ObjectOf<'Pod'>
export type Job = ObjectOf<'Job'>
export type CronJob = ObjectOf<'CronJob'>

/** Of these more is known than of any. */
export const knownKinds: readonly Kind[] = Object.keys(records)

/** Those of which more is known come first, in their order, then the others by their names. */
export const inOrder = (kinds: Iterable<Kind>): Kind[] => {
  const all = new Set(kinds)
  const others = [...all].filter((kind) => !knownKinds.includes(kind))
  return [...knownKinds.filter((kind) => all.has(kind)), ...others.toSorted()]
}

/** What is known of a kind; undefined where that is no more than of any. */
export const recordOf = (kind: Kind): KindRecord | undefined =>
  Object.hasOwn(records, kind) ? (records as unknown as Readonly<Record<Kind, KindRecord>>)[kind] : undefined

/** The kind of an object, or of what an apiVersion (`apps/v1`, `example.com/v1`) has by a name. */
export function kindOf({ kind, apiVersion }: { kind: string; apiVersion?: unknown }): Kind {
  const [, group = ''] = String(apiVersion).match(/^(.*)\//) ?? []
  return group.includes('.') && !group.endsWith('.k8s.io') ? `${kind}.${group}` : kind
}

/** Whether an object is of a kind. */
export const isA = <K extends Kind>(kind: K, object: AnyObject): object is ObjectOf<K> =>
  kindOf(object) === kind

/** An object of any kind, with the fields that are known of its own. */
export const kubernetesObject = anyObject.transform((object, context): AnyObject => {
  const { data, error } = recordOf(kindOf(object))?.schema.safeParse(object) ?? { data: {} }
  for (const issue of error?.issues ?? []) context.issues.push({ ...issue, input: object } as never)
  return { ...object, ...(data as object | undefined) }
})

/** What of an object a report shows. */
export function shown(object: AnyObject): Record<string, unknown> {
  const { kind: _, metadata: __, apiVersion: ___, ...rest } = object
  return recordOf(kindOf(object))?.shown?.(object) ?? rest
}

/** What an object does; nothing where it has ended. One of a kind that does nothing is only there. */
export function doingOf(object: AnyObject): Doing | 'there' | undefined {
  const { doing } = recordOf(kindOf(object)) ?? {}
  return doing ? doing(object) : 'there'
}

/** An object of a kind to which nothing ever happens, without its name; undefined where there can be none. */
export function stillOf(kind: Kind, namespace: string): object | undefined {
  const still = recordOf(kind)?.still
  return still && (JSON.parse(JSON.stringify(still).replaceAll('$namespace', namespace)) as object)
}

/** When an object does something by itself, as cron says it, in UTC; undefined where it does not. */
export const scheduleOf = (object: AnyObject) => recordOf(kindOf(object))?.schedule?.(object)
