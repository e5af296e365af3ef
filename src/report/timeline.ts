import { documentContent } from '../compare/content.ts'
import { differencesOf, type Difference } from '../compare/differences.ts'
import { placeOf } from '../compare/place.ts'
import { doingOf, scheduleOf, type KubernetesObject } from '../trace/kinds.ts'
import type { Doing } from '../trace/kinds/kind-record.ts'
import type { ObjectChange, ScenarioRecord } from '../trace/scenario-record.ts'
import { firings, mostFirings } from './firings.ts'
import { usualFields } from './usual-fields.ts'

/** A time in which something was in one state. All times are milliseconds since the epoch, by the recorder's clock. */
export interface LaneSpan {
  state: Doing | 'there'
  from: number
  to: number
}

/** Something that happened to an object: a condition came or went, it was changed, or what it reports of itself did. */
export interface LaneMark {
  at: number
  type: 'condition' | 'edit' | 'status'
  /** In full. */
  says: string
  /** In short, for a picture; nothing where it needs no words there. */
  word?: string
}

/** The life of one object. */
export interface Lane {
  kind: string
  /** In full; `label` is what tells it from the others of its scenario. */
  name: string
  label: string
  /** How many owners it has above it. */
  depth: number
  /** None of an owner that nobody watched. */
  spans: readonly LaneSpan[]
  /** Oldest first. */
  marks: readonly LaneMark[]
  /** What became of it, as far as it was seen. */
  end: string | undefined
  deadline: { at: number; seconds: number } | undefined
}

/** What happened to the objects of a scenario. */
export interface Timeline {
  /** Of the lab: what the drawing counts from. */
  start: number
  from: number
  to: number
  /** The firings that schedules have in this time; none where there are more than a drawing can show. */
  grid: readonly number[]
  /** Each owner before what it owns. */
  lanes: readonly Lane[]
}

/** What was seen of one object, oldest first. */
type Life = readonly [ObjectChange, ...ObjectChange[]]

/** What a row is about: the life of an object, or nothing of an owner that nobody watched. */
interface Subject {
  kind: string
  name: string
  owner: string | undefined
  life?: Life
}

/**
 * Reads the life of each object out of the record of a scenario: each below its owner, those of one owner in the order in
 * which they came.
 * @param start of the lab
 * @returns undefined for a scenario that has no object
 */
export function timelineOf(record: ScenarioRecord, start: number): Timeline | undefined {
  const { from, to, changes } = record
  if (changes.length === 0) return undefined
  const subjects = subjectsOf(changes)
  const owned = Map.groupBy(subjects, ([, { owner }]) => owner)
  const lanesBelow = (uid: string | undefined, owner: string, depth: number): Lane[] =>
    (owned.get(uid) ?? []).flatMap(([own, subject]) => [
      laneOf(subject, owner, depth, to),
      ...lanesBelow(own, subject.name, depth + 1),
    ])
  const times = [...subjects.values()].flatMap(({ life }) => (life ? firingsIn(life, to) : []))
  const grid = times.length > mostFirings ? [] : [...new Set(times)]
  return { start, from, to, grid, lanes: lanesBelow(undefined, '', 0) }
}

/** What there are rows of, by its uid, in the order in which it was made: the watch of one kind may tell before another. */
function subjectsOf(changes: readonly ObjectChange[]): Map<string, Subject> {
  const lives = [...Map.groupBy(changes, ({ object }) => object.metadata.uid).values()] as unknown[] as Life[]
  const subjects = new Map<string, Subject>()
  for (const life of lives.toSorted(([a], [b]) => revisionOf(a) - revisionOf(b))) {
    const { kind, metadata } = life[0].object
    const [owner] = life.flatMap(({ object }) => object.metadata.ownerReferences ?? [])
    if (owner && !subjects.has(owner.uid)) subjects.set(owner.uid, { ...owner, owner: undefined })
    subjects.set(metadata.uid, { kind, name: metadata.name, owner: owner?.uid, life })
  }
  return subjects
}

const revisionOf = ({ object }: ObjectChange) => Number(object.metadata.resourceVersion)

function laneOf({ kind, name, life }: Subject, owner: string, depth: number, end: number): Lane {
  const own = name.startsWith(`${owner}-`) ? name.slice(owner.length + 1) : name
  // A number alone tells nobody what it is of.
  const lane = { kind, name, label: `${kind} ${/\D/.test(own) ? own : name}`, depth }
  if (!life) return { ...lane, spans: [], marks: [], end: undefined, deadline: undefined }
  return {
    ...lane,
    spans: spansOf(life, end),
    marks: [...conditionMarks(life), ...life.flatMap(changeMarks)].toSorted((a, b) => a.at - b.at),
    end: endOf(life),
    deadline: deadlineOf(life),
  }
}

const phaseOf = ({ object }: ObjectChange) => usualFields(object).status.phase

/** What became of it: its phase, where it did not go before. What was told to stop has not failed because it did. */
function endOf(life: Life): string | undefined {
  const last = life.at(-1) ?? life[0]
  const untold = life.findLast(({ object }) => object.metadata.deletionTimestamp === undefined) ?? last
  const isStopped = phaseOf(last) === 'Failed' && phaseOf(untold) !== 'Failed'
  return last.change === 'deleted' && (isStopped || doingOf(last.object) !== undefined)
    ? 'deleted'
    : phaseOf(last)
}

/** What it did, and when; nothing after it has ended. */
function spansOf(life: Life, end: number): LaneSpan[] {
  const spans: LaneSpan[] = []
  for (const [index, { at, change, object }] of life.entries()) {
    const state = change === 'deleted' ? undefined : doingOf(object)
    const to = life[index + 1]?.at ?? end
    const last = spans.at(-1)
    if (last?.state === state && last?.to === at) last.to = to
    else if (state && to > at) spans.push({ state, from: at, to })
  }
  return spans
}

function deadlineOf(life: Life): Lane['deadline'] {
  const started = life.findLast(({ object }) => usualFields(object).status.startTime !== undefined) ?? life[0]
  const { spec, status } = usualFields(started.object)
  const seconds = spec.activeDeadlineSeconds
  if (status.startTime === undefined || seconds === undefined) return undefined
  return { at: Date.parse(status.startTime) + seconds * 1000, seconds }
}

/** When each condition came to be true, and when it was so no more. Of what does something it is shown what it does. */
function conditionMarks(life: Life): LaneMark[] {
  if (doingOf(life[0].object) !== 'there') return []
  const holding = new Set<string>()
  return life.flatMap(({ at, object }) =>
    usualFields(object).status.conditions.flatMap(({ type, status }) => {
      const isTrue = status === 'True'
      if (holding.has(type) === isTrue) return []
      holding[isTrue ? 'add' : 'delete'](type)
      const says = isTrue ? type : `not ${type}`
      return { at, type: 'condition' as const, says, word: says }
    }),
  )
}

/** What differs from the version before it: in what is wanted, and in what is reported. */
function changeMarks({ at, object }: ObjectChange, index: number, life: readonly ObjectChange[]): LaneMark[] {
  const before = life[index - 1]
  if (!before) return []
  const edits = differences(wanted(before.object), wanted(object))
  const reports = doingOf(object) === 'there' ? differences(reported(before.object), reported(object)) : []
  return [
    ...(edits[0] ? [{ at, type: 'edit' as const, says: inWords(edits), word: wordOf(edits[0]) }] : []),
    ...(reports.length > 0 ? [{ at, type: 'status' as const, says: inWords(reports) }] : []),
  ]
}

/** On which node a Pod runs nobody has written: it came of what was. */
const differences = (one: object, other: object) =>
  differencesOf(documentContent(one), documentContent(other)).filter(({ path }) => path.at(-1) !== 'nodeName')

/** What somebody has written of an object. */
function wanted({ metadata: { labels = {} }, ...rest }: KubernetesObject): object {
  return { ...rest, status: {}, metadata: { labels } }
}

/** What an object reports of itself, beside its conditions. */
function reported(object: KubernetesObject): object {
  const { status } = object as { status?: unknown }
  return typeof status === 'object' ? { ...status, conditions: [], observedGeneration: 0 } : { status }
}

/** Characters of a value that a mark shows in full, and in short. */
const [longest, longestWord] = [60, 24]

const inWords = (all: readonly Difference[]) =>
  all.map(({ path, values }) => `${placeOf(['', ...path])}: ${values.map(shortened).join(' → ')}`).join('; ')

const shortened = (value = 'nothing') => (value.length > longest ? `${value.slice(0, longest)} …` : value)

function wordOf({ path, values: [, value = 'nothing'] }: Difference): string {
  const name = path.findLast((part) => part !== 'value')?.replaceAll(/[[\]]/g, '') ?? ''
  return value.length > longestWord ? name : `${name} ${value}`
}

/** The firings of a schedule while it was there. */
const firingsIn = (life: Life, end: number): number[] =>
  life.flatMap(({ at, change, object }, index) => {
    const schedule = change === 'deleted' ? undefined : scheduleOf(object)
    return schedule === undefined ? [] : firings(schedule, at, life[index + 1]?.at ?? end)
  })
