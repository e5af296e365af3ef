import { isDeepStrictEqual } from 'node:util'
import { parse } from 'yaml'
import type { KubernetesObject } from '../trace/kinds.ts'
import type { Unknowable } from '../trace/kinds/kind-record.ts'
import { isTrimmed } from '../trace/trimmed.ts'
import type { PrintedAnswer } from './answers.ts'
import { askedBy, scopeOf, type Asked } from './asked.ts'
import type { History } from './history.ts'
import { placesOf, type PrintedPlace } from './printed-place.ts'
import { revisionsIn, selectedAt, whyNotSelected } from './scope.ts'

/** An object as it is printed, or a list of them. */
interface Printed {
  kind?: string
  apiVersion?: string
  metadata?: Partial<
    Record<'name' | 'namespace' | 'uid' | 'resourceVersion' | 'creationTimestamp', string | undefined>
  >
  items?: readonly Printed[]
}

/**
 * The places of an object, or of a list of objects, that is printed as YAML or JSON, by kubectl or by what the API answers;
 * undefined where none is. Each value is compared with that of the object as it was then. What no watch has seen must be the
 * same wherever the same version of it is shown.
 */
export function placesOfDocument(
  answer: PrintedAnswer,
  history: History,
  all: readonly PrintedAnswer[],
): PrintedPlace[] | undefined {
  const document = documentOf(answer)
  const asked = askedBy(answer.line)
  if (!document || !asked) return undefined
  const { items, ...envelope } = document
  const found = leavesOf(envelope)
  for (const item of items ?? []) leavesOf(item, nameOfItem(item), found)
  if (items) found.set('items', items.map(nameOfItem).join(', '))
  const scope = scopeOf(asked, answer.namespace)
  const unknown = whyNotSelected(history, answer, asked, scope)
  const { window } = answer
  if (unknown !== undefined || !window)
    return besideOthers(answer, document, all, unknown ?? 'moment not known')
  const listed = items ? Number(envelope.metadata?.resourceVersion || Number.NaN) : Number.NaN
  const [from, to] = window.revisions
  const revisions = listed >= from && listed <= to ? [listed] : revisionsIn(history, scope, window.revisions)
  const moments = revisions.map((revision) => {
    const objects = selectedAt(history, scope, revision).map(({ object }) => object)
    return expectedOf(objects, asked, items && document, revision)
  })
  return placesOf(found, moments, (place) =>
    /(?:^|\.)metadata\.managedFields(?:\.|$)/.test(place) ||
    (scope.kind === 'Pod' && isTrimmed(place.replace(/^items\[.*?\]\./, '')))
      ? 'not kept'
      : undefined,
  )
}

/** What should be printed of some objects: of one as it is, or in a list. */
function expectedOf(
  objects: readonly KubernetesObject[],
  { verb }: Asked,
  list: Printed | undefined,
  revision: number,
) {
  if (!list) return leavesOf(objects[0] ?? {})
  const isOfApi = verb === 'curl'
  const [first] = objects
  const expected = new Map([
    ['kind', JSON.stringify(isOfApi && first ? `${first.kind}List` : (list.kind ?? ''))],
    ['apiVersion', JSON.stringify(isOfApi && first ? first['apiVersion'] : (list.apiVersion ?? ''))],
    ['metadata.resourceVersion', JSON.stringify(isOfApi ? `${revision}` : '')],
    ['items', objects.map(nameOfItem).join(', ')],
  ])
  for (const { kind, apiVersion, ...object } of objects)
    leavesOf(isOfApi ? object : { kind, apiVersion, ...object }, nameOfItem(object), expected)
  return expected
}

/** Of what no watch has seen: the same version is the same wherever it is shown, and who an object is never changes. */
function besideOthers(
  answer: PrintedAnswer,
  document: Printed,
  all: readonly PrintedAnswer[],
  why: Unknowable,
): PrintedPlace[] {
  const others = all.flatMap((other) => (other === answer ? [] : itemsIn(documentOf(other))))
  const places = itemsIn(document).flatMap((item) => {
    const same = others.filter((other) => isSame(item, other))
    const twin = same.find((other) => isVersionOf(item, other))
    const name = document.items ? nameOfItem(item) : ''
    const found = leavesOf(item, name)
    const expected = leavesOf(twin, name)
    const isOfForm = (place: string) => /(?:^|\.)(?:metadata\.managedFields\b.*|kind|apiVersion)$/.test(place)
    for (const place of expected.keys()) if (isOfForm(place) && !found.has(place)) expected.delete(place)
    const {
      uid,
      creationTimestamp,
      name: own,
      namespace,
    } = (same[0]?.metadata ?? {}) as Record<string, unknown>
    leavesOf({ metadata: { uid, creationTimestamp, name: own, namespace } }, name, expected)
    return placesOf(found, [expected], (place) => (twin && !isOfForm(place) ? undefined : why))
  })
  const { resourceVersion: listed } = document.metadata ?? {}
  const [from, to] = answer.window?.revisions ?? [0, Infinity]
  if (!document.items || !listed) return places
  const isThen = Number(listed) >= from && Number(listed) <= to
  const expected = new Map([
    ['metadata.resourceVersion', isThen ? listed : `a revision from ${from} to ${to}`],
  ])
  return [...places, ...placesOf(new Map([['metadata.resourceVersion', listed]]), [expected])]
}

/** Whether two that were shown are one object: another one of this name would have neither this uid nor this time of creation. */
const isSame = ({ metadata: one = {} }: Printed, { metadata: other = {} }: Printed) =>
  one.name === other.name &&
  one.namespace === other.namespace &&
  (one.uid === other.uid || one.creationTimestamp === other.creationTimestamp)

/** Whether they are one version of it. What is written and changes nothing makes no new one. */
function isVersionOf(
  { metadata: one = {}, ...left }: Printed,
  { metadata: other = {}, ...right }: Printed,
): boolean {
  const { resourceVersion: _, ...rest } = one
  const { resourceVersion: __, ...others } = other
  return one.resourceVersion === other.resourceVersion || isDeepStrictEqual([rest, left], [others, right])
}

const itemsIn = (document: Printed | undefined): readonly Printed[] =>
  document?.items ?? (document ? [document] : [])

const nameOfItem = ({ metadata: { name = '', namespace } = {} }: Printed) =>
  `items[${namespace === undefined ? '' : `${namespace}/`}${name}]`

/** The values in an object by their places, as JSON writes them. @param into where they are added */
function leavesOf(value: unknown, place = '', into = new Map<string, string>()): Map<string, string> {
  const parts = typeof value === 'object' && value !== null ? Object.entries(value) : []
  if (parts.length === 0) {
    if (value !== undefined) into.set(place, JSON.stringify(value))
  } else for (const [key, part] of parts) leavesOf(part, place === '' ? key : `${place}.${key}`, into)
  return into
}

const read = new WeakMap<PrintedAnswer, Printed | undefined>()

/** The object, or the list of objects, that was printed; undefined where there is none. */
function documentOf(answer: PrintedAnswer): Printed | undefined {
  if (!read.has(answer)) read.set(answer, parsed(answer.stdout))
  return read.get(answer)
}

function parsed(text: string): Printed | undefined {
  if (!/^(?:\{|apiVersion: |kind: )/.test(text)) return undefined
  try {
    const document = (text.startsWith('{') ? JSON.parse(text) : parse(text)) as Printed
    return itemsIn(document).some(({ metadata }) => metadata?.uid !== undefined) ? document : undefined
  } catch {
    return undefined
  }
}
