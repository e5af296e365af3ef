import type { TraceEvent } from '../../trace/event.ts'
import type { Kind, KubernetesObject } from '../../trace/kinds.ts'

export type Of<T extends TraceEvent['type']> = Extract<TraceEvent, { type: T }>

/** A change of an object, as it was recorded. */
export interface Write {
  event: Of<'object'>
  revision: number
  /** When the API server wrote it: not later than it, or anything that was written after it, was told. */
  at: number
  /** By how much the watch was behind, in milliseconds. */
  lag: number
  /** The object as text. */
  text: string
  /** The times that it names, in whole seconds as they stand there, and when each was as far as one can tell. */
  times: readonly { time: string; second: number; moment: number }[]
}

/** Something that sets things going in the cluster: a command, a key, or the time of a schedule. */
export interface Cause {
  at: number
  /** What came of it, in the order in which it was written. */
  writes: Write[]
  /** For which time the schedule had it, in milliseconds since the epoch; undefined where the student did it. */
  scheduled?: number
  /** Whether it takes away what was there: nothing else goes on then. */
  removes?: boolean
}

/** Something that the student did, and how long after what went before it; at once where that was a wait. */
export interface Done<E extends TraceEvent> {
  event: E
  gap: number
  /** What it set going. */
  cause?: Cause
}

/** What came back from a command: before any key was pressed, and after each. */
export interface RecordedCommand extends Done<Of<'typed'>> {
  answers: { to?: Done<Of<'input'>>; events: (Of<'output'> | Of<'exited'>)[] }[]
}

/** What was recorded of a scenario. */
export interface RecordedScenario {
  begins: Of<'scenario'>
  ends: Done<Of<'scenario'>>
  /** The kinds whose watches tell at the end that they have got so far. */
  marked: Kind[]
  files: Done<Of<'file'>>[]
  commands: RecordedCommand[]
  /** The times of its schedules, oldest first, and their period in milliseconds. */
  firings: Cause[]
  period: number
  /** All that set something going, by what it did. */
  causesOf: Map<Write, Cause[]>
}

/** A recorded run, taken apart: who did what, and what came of it. */
export interface RecordedRun {
  header: Of<'header'>
  tokens: Of<'token'>[]
  heartbeats: Of<'heartbeat'>[]
  leases: Of<'lease'>[]
  /** What watches told of how far they had got, and when that was so. */
  progress: { event: Of<'progress'>; at: number }[]
  scenarios: Map<string, RecordedScenario>
  end: Of<'end'>
  /** The numbers of all revisions of objects, in their order. */
  revisions: number[]
}

/** What changes objects that are recorded, of all that is typed or pressed. */
const changing = /^(kubectl (create -f|run|delete (cronjobs|jobs|pod)\b)|exit$)/

/**
 * Takes a recorded run apart.
 * @throws TypeError when it has no beginning or no end, or a scenario that did not end
 */
export function recordedRun(events: readonly TraceEvent[]): RecordedRun {
  const all = <T extends TraceEvent['type']>(type: T) =>
    events.filter((event): event is Of<T> => event.type === type)
  const [[header], [end]] = [all('header'), all('end')]
  if (!header || !end) throw new TypeError('expected a trace with a header and an end')
  const writtenAt = timesOfRevisions(events)
  const named = new Map<string, Map<string, number>>()
  const writes = all('object').map((event): Write => {
    const { uid, resourceVersion } = event.object.metadata
    const revision = Number(resourceVersion)
    const at = writtenAt(revision, event.at)
    const text = JSON.stringify(event.object)
    const known = named.get(uid) ?? new Map<string, number>()
    named.set(uid, known)
    const times = [...new Set([...(text.match(wholeSeconds) ?? []), event.written ?? []].flat())].map(
      (time) => {
        const second = Date.parse(time)
        const moment = known.get(time) ?? momentOf(second, at)
        known.set(time, moment)
        return { time, second, moment }
      },
    )
    return { event, revision, at, lag: event.at - at, text, times }
  })
  return {
    header,
    end,
    tokens: all('token'),
    heartbeats: all('heartbeat'),
    leases: all('lease'),
    progress: all('progress').map((event) => ({ event, at: writtenAt(Number(event.revision), event.at) })),
    revisions: writes.map(({ revision }) => revision).toSorted((a, b) => a - b),
    scenarios: new Map(
      all('scenario')
        .filter(({ state }) => state === 'begins')
        .map((begins) => [
          begins.scenario,
          recordedScenario(
            begins,
            events.filter((event) => 'scenario' in event && event.scenario === begins.scenario),
            writes.filter(({ event }) => event.object.metadata.namespace === begins.namespace),
            all('progress'),
          ),
        ]),
    ),
  }
}

const wholeSeconds = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g

/** When something was that is dated in whole seconds, and first seen in what was written at a moment. */
const momentOf = (second: number, written: number) =>
  Math.floor(written / 1000) * 1000 === second ? written : second + 500

/** All that is known of a revision was written before anything of a later one was told. */
function timesOfRevisions(events: readonly TraceEvent[]): (revision: number, told: number) => number {
  const times = new Map<number, number>()
  for (const event of events) {
    const revision =
      event.type === 'object'
        ? event.object.metadata.resourceVersion
        : 'revision' in event
          ? event.revision
          : undefined
    if (revision !== undefined && !times.has(Number(revision))) times.set(Number(revision), event.at)
  }
  let earliest = Infinity
  for (const [revision, at] of [...times].toSorted(([a], [b]) => b - a)) {
    earliest = Math.min(earliest, at)
    times.set(revision, earliest)
  }
  return (revision, told) => times.get(revision) ?? told
}

function recordedScenario(
  begins: Of<'scenario'>,
  own: readonly TraceEvent[],
  writes: readonly Write[],
  progress: readonly Of<'progress'>[],
): RecordedScenario {
  const done = own.map((event, index) => {
    const before = own[index - 1]
    const gap = !before || before.type === 'awaiting' ? 0 : event.at - before.at
    return { event, gap }
  })
  const of = <T extends TraceEvent['type']>(type: T) =>
    done.filter((one): one is Done<Of<T>> => one.event.type === type)
  const ends = of('scenario').find(({ event }) => event.state === 'ends')
  if (!ends) throw new TypeError(`expected that ${begins.scenario} ends`)
  const { at, revision } = ends.event
  const marks = progress.filter(
    (told) => told.at >= at - ends.gap && told.at <= at && Number(told.revision) >= Number(revision),
  )
  const marked = [...new Set(marks.map(({ kind }) => kind))]
  const commands = of('typed').map((typed): RecordedCommand => {
    const answers: RecordedCommand['answers'] = [{ events: [] }]
    for (const one of done) {
      if (!('command' in one.event) || one.event.command !== typed.event.command) continue
      if (one.event.type === 'input') answers.push({ to: one as Done<Of<'input'>>, events: [] })
      else if (one.event.type !== 'typed') answers.at(-1)?.events.push(one.event)
    }
    return { ...typed, answers }
  })
  const firings = firingsIn(writes)
  const actions: Cause[] = []
  const keys = commands.flatMap(({ answers }) => answers.flatMap(({ to }) => to ?? []))
  for (const one of [...commands, ...keys]) {
    const text = one.event.type === 'typed' ? one.event.line : one.event.text
    if (!changing.test(text)) continue
    one.cause = { at: one.event.at, writes: [], removes: text.startsWith('kubectl delete') }
    actions.push(one.cause)
  }
  const causesOf = new Map<Write, Cause[]>()
  for (const write of writes.toSorted((a, b) => a.revision - b.revision)) {
    const causes = causesBefore(write, actions, firings)
    causesOf.set(write, causes)
    causes.at(-1)?.writes.push(write)
  }
  const period = periodOf(writes)
  return { begins, ends, marked, files: of('file'), commands, firings, period, causesOf }
}

/** A CronJob fires: its first Jobs are the times of its schedule. */
function firingsIn(writes: readonly Write[]): Cause[] {
  const period = periodOf(writes)
  return writes
    .filter(({ event: { change, object } }) => change === 'added' && object.kind === 'Job' && period > 0)
    .map(({ at }) => ({ at, writes: [], scheduled: Math.floor(at / period) * period }))
    .toSorted((a, b) => a.at - b.at)
}

/** In milliseconds; 0 where there is no CronJob. */
function periodOf(writes: readonly Write[]): number {
  const cronJob = writes.map(({ event }) => event.object).find(({ kind }) => kind === 'CronJob')
  if (cronJob?.kind !== 'CronJob') return 0
  const [, minutes] = cronJob.spec.schedule.match(/^\*(?:\/(\d+))? \* \* \* \*$/) ?? []
  return Number(minutes ?? 1) * 60_000
}

/** What set a write going, last, and before it what set its object going. */
function causesBefore(write: Write, actions: readonly Cause[], firings: readonly Cause[]): Cause[] {
  const { object, change } = write.event
  const isOver = change === 'deleted' || object.metadata.deletionTimestamp !== undefined
  const own = isOver || object.kind === 'CronJob' ? undefined : firingOf(object, firings)
  return [...actions, ...(own ? [own] : firings)]
    .filter(({ at }) => at <= write.at)
    .toSorted((a, b) => a.at - b.at)
}

/** The time of schedule for which an object was made: the minute is in its name, and in that of its Job. */
function firingOf({ metadata: { name } }: KubernetesObject, firings: readonly Cause[]): Cause | undefined {
  return firings.find(({ scheduled = 0 }) => name.includes(`-${scheduled / 60_000}`))
}
