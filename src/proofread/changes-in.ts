import type { Change } from '../changes/change.ts'
import { changesOfLine } from '../changes/changes-of-line.ts'
import { hasHappened, type Versions } from '../changes/has-happened.ts'
import { newestFirst } from '../changes/newest-first.ts'
import { fits, unknownNoise } from '../changes/pattern.ts'
import { shapeOf } from '../compare/shape.ts'
import { printingsOf } from '../changes/printing.ts'
import { isNamespaced, kindsNamed } from '../changes/kind-named.ts'
import { isSamePlace, stepsTo, type Step } from '../changes/step.ts'
import type { TextSpan } from '../text/passage.ts'
import { becomes } from './becomes.ts'
import { isAt, isTelling, valueFor } from './change-place.ts'
import { leavesOf, valueAtPath, type Leaf } from './leaves.ts'
import { isDue, ownTime } from './own-time.ts'
import { pathKey } from './path-key.ts'
import type { Printed } from './printed.ts'

/** A place of a text that known changes speak of. */
export interface ChangedPlace {
  standing: 'as printed' | 'changed' | 'missing' | 'not printed any more'
  path: readonly string[]
  span: TextSpan | undefined
  printed: string | undefined
  /** What is printed since then, where the change and what stands around it tell all of it. */
  shown: string | undefined
  changes: readonly Change[]
}

/**
 * What the known changes alone say of a printed text to which there is no answer: which places are as before a change that has
 * happened, and which are as since then.
 * @param line that was typed
 * @param printed taken apart, with spans into the file
 * @param versions of which it is asked
 */
export function changesIn(line: string, printed: Printed, versions: Versions): ChangedPlace[] {
  const happened = changesOfLine(line).filter((change) => hasHappened(change, versions))
  const last = happened.filter(
    ({ to, ...change }) =>
      to === null || !happened.some((next) => next.from === to && isSamePlace(next, { ...change, to })),
  )
  const isWhole = printingsOf(line).every((printing) => printing.isWhole)
  const leaves = leavesOf(printed)
  const steps = last
    .flatMap((change) => stepsTo(change, happened))
    .toSorted((one, other) => one.changes.length - other.changes.length)
  const own = ownTime(line, printed)
  const due = steps.filter(
    ({ place, from, changes }) =>
      from !== null || 'field' in place || 'line' in place || changes.every((change) => isDue(change, own)),
  )
  const anchors = new Map(
    steps.flatMap(({ place }) =>
      'field' in place && place.after !== undefined ? [[place.field, place.after] as const] : [],
    ),
  )
  const isList = leaves.some(({ path, value }) => path.join() === 'kind' && value.endsWith('List'))
  const items = {
    printed: { ...printed, spans: new Map([...printed.spans].filter(([key]) => key.startsWith('["items"'))) },
    leaves: leaves.filter(({ path }) => path[0] === 'items'),
  }
  // Of a list only its items are objects of a kind.
  const scopeOf = ({ printedBy }: Step) =>
    isList && 'object' in printedBy && printedBy.object !== '*' ? items : { printed, leaves }
  const found = new Map<string, ChangedPlace>()
  for (const step of steps) {
    const scope = scopeOf(step)
    const places = [
      ...ofHeader(step, scope.printed),
      ...ofLeaves(step, scope.leaves, line),
      ...(isWhole && due.includes(step) ? missingIn(step, scope.printed, scope.leaves, anchors) : []),
    ]
    for (const place of places) {
      const key = pathKey([place.standing === 'missing' ? 'missing' : '', ...place.path])
      const known = found.get(key)
      if (!known || known.standing === 'as printed') found.set(key, place)
    }
  }
  return [...found.values(), ...columnsOf(steps, due, printed)]
}

/** Which cells, lines and values are of one side. */
function ofLeaves(step: Step, leaves: readonly Leaf[], line: string): ChangedPlace[] {
  const { from, to } = step
  return leaves.flatMap((leaf): ChangedPlace[] => {
    const value = valueFor(step, leaf)
    if (value === undefined) return []
    const { path, span } = leaf
    const place = { path, span, printed: leaf.value, changes: newestFirst(step.changes) }
    if (to !== null && fits(to, value))
      return isTelling(to) ? [{ ...place, standing: 'as printed', shown: leaf.value, changes: [] }] : []
    if (from === null || !fits(from, value) || !isOneSide(step, value, line)) return []
    if (to === null) return [{ ...place, standing: 'not printed any more', shown: undefined }]
    const shown = becomes(step, value, line)
    return [{ ...place, standing: 'changed', shown: shown && leaf.value.replace(value, () => shown) }]
  })
}

/** Whether what was printed before is not printed since then, elsewhere: of objects that are in no namespace none is named. */
function isOneSide({ to, changes }: Step, value: string, line: string): boolean {
  const typed = printingsOf(line).flatMap(({ kinds = [] }) => kinds)
  const kinds = typed.length > 0 ? typed : kindsNamed(value.split(/\s/)[0] ?? '')
  return (
    changes.every(({ isStillPrinted }) => isStillPrinted !== true) &&
    (to?.includes('<namespace>') !== true || kinds.some(isNamespaced))
  )
}

/** Parts of a document that are gone as a whole. */
function ofHeader(step: Step, { form, spans, content }: Printed): ChangedPlace[] {
  const { place, from, to } = step
  if (from === null || form !== 'document' || !('path' in place) || to !== null) return []
  return [...spans].flatMap(([key, span]) => {
    const path = JSON.parse(key) as string[]
    const isLonger = [...spans.keys()].some(
      (other) => other !== key && other.startsWith(`${key.slice(0, -1)},`),
    )
    return isLonger && isAt(place.path, path) && fits(from, valueAtPath(content, path) ?? '')
      ? [
          {
            standing: 'not printed any more' as const,
            path,
            span,
            printed: '',
            shown: undefined,
            changes: newestFirst(step.changes),
          },
        ]
      : []
  })
}

/** The headers of a table, with all columns that have come and gone. */
function columnsOf(
  steps: readonly Step[],
  due: readonly Step[],
  { content, spans, lacksColumns }: Printed,
): ChangedPlace[] {
  if (content.type !== 'table') return []
  const { columns } = content
  const whole = steps.flatMap((step) =>
    'column' in step.place && (step.from === null || step.to === null)
      ? [{ step, name: step.place.column }]
      : [],
  )
  const gone = whole.filter(({ step, name }) => step.to === null && columns.includes(name))
  const come = whole.filter(
    ({ step, name }) =>
      due.includes(step) &&
      step.from === null &&
      step.changes.every(({ when }) => when === undefined) &&
      !columns.includes(name),
  )
  const known = whole.filter(({ step, name }) => step.from === null && columns.includes(name))
  const missing = lacksColumns === true ? [] : come.filter(({ step }) => orderOf(step) !== undefined)
  const place = { path: ['columns'], span: spans.get(pathKey(['columns'])), printed: columns.join(', ') }
  if (gone.length + missing.length === 0)
    return known.length === 0 ? [] : [{ ...place, standing: 'as printed', shown: place.printed, changes: [] }]
  const after = missing.reduce(
    (all, { step, name }) => inserted(all, name, orderOf(step) ?? []),
    columns.filter((column) => !gone.some(({ name }) => name === column)),
  )
  return [
    {
      ...place,
      standing: missing.length === 0 ? 'not printed any more' : 'changed',
      shown: after.join(', '),
      changes: newestFirst([...new Set([...gone, ...missing].flatMap(({ step }) => step.changes))]),
    },
  ]
}

/** The columns in their order, as the remedy prints them. */
const orderOf = ({ changes }: Step): string[] | undefined =>
  changes
    .map(({ remedy }) => remedy.write?.split('\n')[0]?.split(/\s{2,}/))
    .find((header) => header !== undefined && header.length > 1)

/** A column where it stands: behind the nearest of those before it. */
function inserted(columns: readonly string[], name: string, order: readonly string[]): string[] {
  const before = new Set(order.slice(0, Math.max(0, order.indexOf(name))))
  const at = columns.findLastIndex((column) => before.has(column)) + 1
  return columns.toSpliced(at, 0, name)
}

/** What is not there, where something tells that it would be. */
function missingIn(step: Step, printed: Printed, leaves: readonly Leaf[], anchors: Anchors): ChangedPlace[] {
  const { place, from, to, changes } = step
  const [change] = changes
  if (from !== null || to === null || !change || 'column' in place || 'row' in place) return []
  const isThere = leaves.some((leaf) => {
    const value = valueFor(step, leaf)
    if (value === undefined) return false
    // The first label stands behind the name of its field.
    const isBefore = change.sign?.value !== undefined && fits(change.sign.value, value)
    return fits(to, value) || (!isBefore && fits(to, value.replace(/^[A-Z]\w*: +/, '')))
  })
  if (isThere) return []
  const sign =
    change.sign &&
    leaves.find((leaf) => {
      const value = valueFor({ ...step, place: change.sign?.place ?? place }, leaf)
      return value !== undefined && (change.sign?.value === undefined || fits(change.sign.value, value))
    })
  if (change.when !== undefined && !sign) return []
  const shown = valueOf(change, sign && valueFor({ ...step, place: change.sign?.place ?? place }, sign))
  const at = placeFor(step, shapeOf(shown ?? change.to ?? ''), printed, leaves, sign, anchors)
  if (!at || printed.omissions.some((one) => one.from >= at.from && one.from <= at.to)) return []
  return [
    {
      standing: 'missing',
      path: at.path,
      span: { from: at.at, to: at.at },
      printed: undefined,
      shown,
      changes: newestFirst(changes),
    },
  ]
}

/** What is printed since a change, where it tells all of it: with what varies as the sign has it. */
function valueOf({ to, sign, remedy, ...change }: Change, beside: string | undefined): string | undefined {
  const made =
    sign?.value !== undefined && beside !== undefined && to !== null
      ? becomes({ ...change, from: sign.value, to, changes: [] }, beside, '')
      : undefined
  return (
    made ??
    (remedy.write !== undefined &&
    unknownNoise(remedy.write).length === 0 &&
    !/<(?:uid|time|name|address|token|hex)>/.test(remedy.write)
      ? remedy.write
      : undefined)
  )
}

interface Gap {
  path: readonly string[]
  /** Where it would stand. */
  at: number
  /** The stretch in which a sign would say that it is left out. */
  from: number
  to: number
}

/** Where something would stand that is missing: in a field or an object of which enough is printed to miss it. */
function placeFor(
  { place, printedBy, to }: Step,
  text: string,
  printed: Printed,
  leaves: readonly Leaf[],
  sign: Leaf | undefined,
  anchors: Anchors,
): Gap | undefined {
  if ('path' in place) return inObject(place.path, printed, sign)
  if ('field' in place) {
    const own = leaves.filter(({ path }) => path[0] === place.field)
    const next = own.find(({ value }) => value > (to ?? ''))
    const last = own.at(-1)
    if (last?.span) {
      const at = next?.span?.from ?? last.span.to
      return { path: [place.field, text], at, from: at, to: at }
    }
    const before = anchorOf(place.after, leaves, anchors)
    const after = leaves[leaves.findLastIndex((leaf) => leaf === before) + 1]
    if (!before?.span || !after?.span) return undefined
    const isInner = before.value.startsWith(`${before.field}:`)
    const path = isInner ? [before.path[0] ?? '', text] : [place.field]
    return { path, at: before.span.to, from: before.span.to, to: after.span.from }
  }
  if ('event' in printedBy) {
    const last = leaves.findLast(({ path }) => path[0] === 'Events' || path[0] === 'MESSAGE')?.span
    return last && { path: ['Events', text], at: last.to, from: last.from, to: Number.POSITIVE_INFINITY }
  }
  return sign?.span && { path: [text], at: sign.span.from, from: sign.span.from, to: sign.span.from }
}

/** Of a field that is new, which field it follows. */
type Anchors = ReadonlyMap<string, string>

/** The field that another one follows, or the nearest before it that is printed. */
function anchorOf(
  field: string | undefined,
  leaves: readonly Leaf[],
  anchors: Anchors,
): (Leaf & { field: string }) | undefined {
  if (field === undefined) return undefined
  const isIn = ({ path, value }: Leaf) => path[0] === field || value.startsWith(`${field}:`)
  const found = leaves.findLast(isIn)
  if (!found) return anchorOf(anchors.get(field), leaves, anchors)
  // What is in a field of a field stands below it, up to the end of what both are in.
  const isOpen = found.value === `${field}:`
  const last = isOpen ? leaves.findLast(({ path }) => path[0] === found.path[0]) : found
  return last && { ...last, value: found.value, field }
}

/** A key among others of its object, or an item that comes before the one that tells of it. */
function inObject(place: string, printed: Printed, sign: Leaf | undefined): Gap | undefined {
  const [, parent = '', key = '', item] =
    /^(.*?)(?:\.((?:[\w-]+\.)+[\w-]+\/[\w.-]+|[\w:-]+)|(\[[^\]]*\]))$/.exec(place) ?? []
  const within = [...printed.spans].flatMap(([name, span]) => {
    const path = JSON.parse(name) as string[]
    return path.length > 0 && isAt(parent, path.slice(0, -1)) ? [{ path, span }] : []
  })
  const [first] = within
  const last = within.at(-1)
  // All of an object may be missing.
  if (!first || !last)
    return item === undefined && parent.includes('.') ? inObject(parent, printed, sign) : undefined
  const path = [...first.path.slice(0, -1), item ?? key]
  if (item !== undefined) {
    const isSign = (one: readonly string[]) =>
      sign !== undefined && one.every((name, index) => sign.path[index] === name)
    const at = (within.find((one) => isSign(one.path)) ?? first).span.from
    return { path, at, from: at, to: at }
  }
  // Who prints one key of an object shows a part of it, where nothing in it tells of the other.
  if (within.length < 2 && !sign) return undefined
  const before = within.findLast((one) => (one.path.at(-1) ?? '') < key)
  return { path, at: before?.span.to ?? first.span.from, from: first.span.from, to: last.span.to }
}
