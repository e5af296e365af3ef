import { nextFiring } from '../../../src/report/firings.ts'
import type { TraceEvent } from '../../../src/trace/event.ts'
import { scheduleOf, type Kind, type KubernetesObject } from '../../../src/trace/kinds.ts'
import type { Of } from './of.ts'
import type { Write } from './recorded-writes.ts'

/** Something that sets things going in the cluster: a command, a key, or the time of a schedule. */
export interface RecordedCause {
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
  cause?: RecordedCause
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
  firings: RecordedCause[]
  period: number
  /** All that set something going, by what it did. */
  causesOf: Map<Write, RecordedCause[]>
}

/** What changes objects that are recorded, of all that is typed or pressed. */
const changing = /^(kubectl (create -f|run|delete (cronjobs|jobs|pod)\b)|exit$)/

/**
 * Takes a scenario of a recorded run apart.
 * @param own its events
 * @param writes what was written in its namespace
 * @param progress what all watches told of how far they had got
 * @throws TypeError when it did not end
 */
export function recordedScenario(
  begins: Of<'scenario'>,
  own: readonly TraceEvent[],
  writes: readonly Write[],
  progress: readonly Of<'progress'>[],
): RecordedScenario {
  const done = own.map((event, index) => {
    const before = own[index - 1]
    const isAwaited = before?.type === 'awaiting'
    // What a scenario waits for before anything else is done in it is its port: no other part of the run decides that.
    const isPort = isAwaited && own[index - 2]?.type === 'scenario'
    const since = isPort ? begins : before
    return { event, gap: !since || (isAwaited && !isPort) ? 0 : event.at - since.at }
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
  const actions: RecordedCause[] = []
  const keys = commands.flatMap(({ answers }) => answers.flatMap(({ to }) => to ?? []))
  for (const one of [...commands, ...keys]) {
    const text = one.event.type === 'typed' ? one.event.line : one.event.text
    if (!changing.test(text)) continue
    one.cause = { at: one.event.at, writes: [], removes: text.startsWith('kubectl delete') }
    actions.push(one.cause)
  }
  const causesOf = new Map<Write, RecordedCause[]>()
  for (const write of writes.toSorted((a, b) => a.revision - b.revision)) {
    const causes = causesBefore(write, actions, firings)
    causesOf.set(write, causes)
    causes.at(-1)?.writes.push(write)
  }
  const period = periodOf(writes)
  return { begins, ends, marked, files: of('file'), commands, firings, period, causesOf }
}

/** A CronJob fires: its first Jobs are the times of its schedule. */
function firingsIn(writes: readonly Write[]): RecordedCause[] {
  const period = periodOf(writes)
  return writes
    .filter(({ event: { change, object } }) => change === 'added' && object.kind === 'Job' && period > 0)
    .map(({ at }) => ({ at, writes: [], scheduled: Math.floor(at / period) * period }))
    .toSorted((a, b) => a.at - b.at)
}

/** In milliseconds; 0 where there is no schedule. */
function periodOf(writes: readonly Write[]): number {
  const [schedule] = writes.flatMap(({ event }) => scheduleOf(event.object) ?? [])
  if (schedule === undefined) return 0
  const first = nextFiring(schedule, 0) ?? 0
  return (nextFiring(schedule, first + 1) ?? 0) - first
}

/** What set a write going, last, and before it what set its object going. */
function causesBefore(
  write: Write,
  actions: readonly RecordedCause[],
  firings: readonly RecordedCause[],
): RecordedCause[] {
  const { object, change } = write.event
  const isOver = change === 'deleted' || object.metadata.deletionTimestamp !== undefined
  const own = isOver || object.kind === 'CronJob' ? undefined : firingOf(object, firings)
  return [...actions, ...(own ? [own] : firings)]
    .filter(({ at }) => at <= write.at)
    .toSorted((a, b) => a.at - b.at)
}

/** The time of schedule for which an object was made: the minute is in its name, and in that of its Job. */
function firingOf(
  { metadata: { name } }: KubernetesObject,
  firings: readonly RecordedCause[],
): RecordedCause | undefined {
  return firings.find(({ scheduled = 0 }) => name.includes(`-${scheduled / 60_000}`))
}
