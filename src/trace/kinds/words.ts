import { ageInWords } from './age.ts'
import type { EventTold, Expected, Fields } from './kind-record.ts'
import type { StoredLife } from '../stored-life.ts'
import type { AnyObject } from './schemas.ts'

export const none = '<none>'

/** Of pods that nobody starts. */
export const stillContainer = { name: 'still', image: 'busybox' }

/** Of workloads that have none. */
export const stillTemplate = {
  selector: { matchLabels: { app: 'still' } },
  template: { metadata: { labels: { app: 'still' } }, spec: { containers: [stillContainer] } },
}

/** Seconds since the epoch of a time in RFC 3339. */
export const secondsAt = (time: string) => Date.parse(time) / 1000

/** How long ago something was, `now` being in seconds since the epoch. */
export const ago = (time: string | undefined, now: number, never = none) =>
  time === undefined ? never : ageInWords(now - secondsAt(time))

/** Names with their values, in the order of the names. */
export const pairs = (all: unknown, between: string) =>
  Object.entries((all ?? {}) as Record<string, string>)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}${between}${value}`)

/** `app=web,tier=front`. */
export const labelsInWords = (labels: Readonly<Record<string, string>> | undefined) =>
  pairs(labels, '=').join(',') || none

/** Each on a line of its own. */
export const linesOf = (all: readonly string[]) => (all.length === 0 ? none : all.join('\n'))

/** A value as it is printed. */
export function text(value: unknown, without?: string): string | undefined {
  if (value === undefined || value === null) return without
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A column with what stands at a path, as `status.readyReplicas`; other words where nothing does. */
export const textAt =
  (path: string, without = none) =>
  (object: AnyObject): string =>
    text(partAt(object, path), without) ?? without

/** What stands at a path in an object. */
export const partAt = (object: AnyObject, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], object)

/** A field of each of some things, as `a,b`. */
export const listed = (all: readonly Readonly<Record<string, unknown>>[] | undefined, of: string) =>
  (all ?? []).map((one) => String(one[of])).join(',')

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (number: number) => String(number).padStart(2, '0')

/** `Thu, 26 Nov 2026 00:58:07 +0000`, `offset` being in minutes east of Greenwich. */
export function timeInWords(time: string | undefined, offset: number): string | undefined {
  if (time === undefined) return undefined
  const there = new Date(Date.parse(time) + offset * 60_000)
  const clock = [there.getUTCHours(), there.getUTCMinutes(), there.getUTCSeconds()].map(two).join(':')
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.trunc(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`
  return `${days[there.getUTCDay()]}, ${two(there.getUTCDate())} ${months[there.getUTCMonth()]} ${there.getUTCFullYear()} ${clock} ${zone}`
}

/** `Job/web`, the controller that owns an object. */
export function controllerOf({ metadata: { ownerReferences } }: AnyObject): string | undefined {
  const owner = ownerReferences?.find(({ controller }) => controller === true)
  return owner && `${owner.kind}/${owner.name}`
}

interface Template {
  metadata?: { labels?: unknown } | undefined
  spec?: {
    containers?: readonly Readonly<Record<string, unknown>>[] | undefined
    [field: string]: unknown
  }
}

/** A template of pods in a description; what only some templates have is not computed. */
export function templateFields(template: Template | undefined): Fields {
  const { containers = [], volumes, nodeSelector, tolerations } = template?.spec ?? {}
  const noneOf = (value: unknown): Expected => (value === undefined ? none : { unknown: 'not computable' })
  return {
    'Pod Template.Labels': linesOf(pairs(template?.metadata?.labels, '=')),
    ...Object.fromEntries(
      containers.flatMap(({ name, image, command, args, ports, env, volumeMounts }) => {
        const fields = {
          Image: String(image),
          Port: noneOf(ports),
          'Host Port': noneOf(ports),
          Command: words(command),
          Args: words(args),
          Environment: noneOf(env),
          Mounts: noneOf(volumeMounts),
        }
        return Object.entries(fields).map(([field, value]) => [
          `Pod Template.Containers.${String(name)}.${field}`,
          value,
        ])
      }),
    ),
    'Pod Template.Volumes': noneOf(volumes),
    'Pod Template.Node-Selectors': noneOf(nodeSelector),
    'Pod Template.Tolerations': noneOf(tolerations),
  }
}

const words = (all: unknown) =>
  Array.isArray(all) ? all.map((word) => String(word).trim()).join('\n') : undefined

interface Templated {
  spec?: { template?: Template | undefined; selector?: { matchLabels?: unknown } | undefined } | undefined
}

/** Of a workload the columns of `-o wide`. */
export const wideColumns = {
  CONTAINERS: ({ spec }: Templated) => listed(spec?.template?.spec?.containers, 'name'),
  IMAGES: ({ spec }: Templated) => listed(spec?.template?.spec?.containers, 'image'),
  SELECTOR: ({ spec }: Templated) => pairs(spec?.selector?.matchLabels, '=').join(',') || none,
}

/** That a controller made each of some objects, in the words of its events. */
export const madeInWords = (owned: readonly StoredLife[], begin: string): EventTold[] =>
  owned.flatMap(({ name, stages: [first] }) =>
    first === undefined
      ? []
      : {
          message: `${begin}${name}`,
          reason: 'SuccessfulCreate',
          at: secondsAt(first.object.metadata.creationTimestamp),
        },
  )

/** Whether an object has a condition of this type that is true. */
export const isTrue = (
  {
    status: { conditions },
  }: { status: { conditions?: readonly { type: string; status: string }[] | undefined } },
  type: string,
) => conditions?.some((one) => one.type === type && one.status === 'True') === true

/** What is found where something is so. */
export const when = (is: boolean, found: () => string) => (is ? found() : undefined)

/** That a count fell, which it never does. */
export const fell = (before: number | undefined, now: number | undefined) =>
  when((before ?? 0) > (now ?? 0), () => `${now ?? 0} after ${before}`)
