import type { Kind, KubernetesObject } from '../../../src/trace/kinds.ts'
import { noFault, type StagedFault } from './faults.ts'
import type { Of } from './of.ts'
import { humanDuration, kindListed, printTable } from './printed-table.ts'
import type { RecordedCause, RecordedCommand, RecordedScenario } from './recorded-scenario.ts'
import type { Write } from './recorded-writes.ts'
import { firingAfter } from './next-firing.ts'
import type { Stage } from './stage.ts'
import { wholeShift } from './whole-shift.ts'

interface Done {
  moment: number
  write: Write
  object: KubernetesObject
}

/** A table is read by the server so many milliseconds before kubectl prints it. */
const printing = 50

const wholeSeconds = (milliseconds: number) =>
  new Date(Math.floor(milliseconds / 1000) * 1000).toISOString().replace('.000', '')

/**
 * The cluster as far as one scenario sees it. What came of a cause comes of it again, as long after it as before, be it
 * late or early; a schedule goes by the clock. What a removal had ended in the recorded run, or ends now, is not written.
 */
export class ReenactedCluster {
  readonly #stage: Stage
  readonly #recorded: RecordedScenario
  readonly #columns: ReadonlyMap<string, readonly string[]>
  readonly #shifts = new Map<RecordedCause, number>()
  readonly #scheduled = new Map<number, number>()
  readonly #done: Done[] = []
  readonly #doneBefore: readonly Done[]
  /** What times of Jobs have become. */
  readonly #dates = new Map<number, number>()
  /** By how much what a controller dates has waited for the kubelet, by object and time (milliseconds). */
  readonly #delays = new Map<string, number>()
  #removedBy: RecordedCause | undefined

  /** @param columns of the table of each kind */
  constructor(stage: Stage, recorded: RecordedScenario, columns: ReadonlyMap<string, readonly string[]>) {
    this.#stage = stage
    this.#recorded = recorded
    this.#columns = columns
    this.#doneBefore = [...recorded.causesOf.keys()].map((write) => ({
      moment: write.at,
      write,
      object: write.event.object,
    }))
    for (const [write, causes] of recorded.causesOf)
      if (causes.length === 0) stage.at(write.at, () => this.#write(write))
  }

  /** Something sets things going now. */
  sets(cause: RecordedCause): void {
    const shift = wholeShift(this.#stage.moment - cause.at)
    this.#shifts.set(cause, shift)
    if (cause.removes) this.#removedBy = cause
    let isHeld = false
    for (const write of cause.writes) {
      const due = write.at + shift
      const kubelet = this.#stage.fault.kubelet(due)
      // What comes of that which the kubelet does comes after it.
      isHeld ||= write.isOfKubelet && kubelet > due
      const held = isHeld ? kubelet - due : 0
      const act = () => {
        if (!this.#isRemoved(cause)) this.#write(write, held)
      }
      this.#stage.at(due + held, act, 0, due)
    }
  }

  /**
   * What a command prints that was answered at a moment: what it printed in the recorded run, unless it lists objects
   * and there are others now.
   */
  printed({ event, answers: [first] }: RecordedCommand, moment: number): Of<'output'>[] {
    const recorded = (first?.events ?? []).filter((one) => one.type === 'output')
    const kind = kindListed(event.line)
    const [output] = recorded
    if (!kind || !output) return recorded.map((one) => ({ ...one, text: this.#dated(one.text) }))
    const now = this.#listed(kind, this.#done, moment - printing, this.#stage.fault)
    if (now === this.#listed(kind, this.#doneBefore, output.at - printing, noFault)) return recorded
    const isEmpty = now.trimEnd().split('\n').length === 1
    const text = isEmpty ? `No resources found in ${this.#recorded.begins.namespace} namespace.\n` : now
    return [{ ...output, stream: isEmpty ? 'stderr' : 'stdout', text }]
  }

  #listed(kind: Kind, all: readonly Done[], moment: number, { clock }: StagedFault): string {
    const objects = presentAt(all, moment).filter((object) => object.kind === kind)
    return printTable(objects, this.#columns.get(kind) ?? [], clock(moment))
  }

  /** A text with the times that Jobs have now, and the duration between them. */
  #dated(text: string): string {
    if (this.#dates.size === 0) return text
    const now = (date: string) => this.#dates.get(Date.parse(date))
    return text
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, (date) => {
        const moved = now(date)
        return moved === undefined ? date : wholeSeconds(moved)
      })
      .replaceAll(/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, (date) => {
        const moved = now(date)
        return moved === undefined ? date : new Date(moved).toUTCString().replace('GMT', '+0000')
      })
      .replace(
        /^(Start Time: +(.*)\nCompleted At: +(.*)\nDuration: +).*$/m,
        (_, lines: string, from: string, to: string) =>
          `${lines}${humanDuration(Date.parse(to) - Date.parse(from))}`,
      )
  }

  #isRemoved(cause: RecordedCause): boolean {
    return this.#removedBy !== undefined && cause.at < this.#removedBy.at
  }

  /** @param held by how long it has waited for the kubelet (milliseconds) */
  #write(write: Write, held = 0): void {
    const { moment, revisions } = this.#stage
    const { change, object: before, written } = write.event
    const { kind } = before
    const times = this.#movedTimes(write, held)
    const object = this.#moved(write, times)
    this.#done.push({ moment, write, object })
    revisions.write(write.revision, moment)
    if (kind === 'CronJob' && change === 'added') this.#schedule(0, moment, 0)
    const happening = {
      ...({ type: 'object', change, object } as const),
      ...(written !== undefined && { written: later(times.get(written) ?? written, held) }),
    }
    this.#stage.toldByWatch(kind, moment + write.lag, () =>
      this.#stage.record(happening, (event) =>
        event.type === 'object'
          ? { ...event, object: withRevision(object, revisions.of(write.revision)) }
          : event,
      ),
    )
  }

  #schedule(place: number, since: number, last: number): void {
    const cause = this.#recorded.firings[place]
    if (!cause) return
    const recorded = cause.scheduled ?? 0
    const { fault } = this.#stage
    const { moment, scheduled } = firingAfter(since, last, this.#recorded.period, cause.at - recorded, fault)
    this.#stage.at(cause.at + Math.ceil((moment - cause.at) / 1000) * 1000, () => {
      if (this.#isRemoved(cause) || this.#removedBy) return
      this.#scheduled.set(recorded, scheduled)
      this.sets(cause)
      this.#schedule(place + 1, moment, scheduled)
    })
  }

  /** The object with the times, and the names that are made of times, that it has now. */
  #moved(write: Write, times: ReadonlyMap<string, string>): KubernetesObject {
    const others = [...this.#scheduled].filter(([before, now]) => before !== now)
    if (times.size === 0 && others.length === 0) return write.event.object
    const scheduled = new Map(others.map(([before, now]) => [wholeSeconds(before), wholeSeconds(now)]))
    const minutes = new Map(others.map(([before, now]) => [String(before / 60_000), String(now / 60_000)]))
    const text = write.text
      .replaceAll(/"([^"]*)":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)"/g, (_, key: string, time: string) => {
        const now = /(lastScheduleTime|scheduled-timestamp)$/.test(key) ? scheduled : times
        return `"${key}":"${now.get(time) ?? time}"`
      })
      .replaceAll(/(?<=-)\d{8}\b/g, (minute) => minutes.get(minute) ?? minute)
    return JSON.parse(text) as KubernetesObject
  }

  /** Those of the times in an object that are others now. */
  #movedTimes(write: Write, held: number): Map<string, string> {
    const moved = new Map<string, string>()
    const { kind, metadata } = write.event.object
    for (const { time, second, moment } of write.times) {
      const place = `${metadata.uid} ${time}`
      // What a pod's containers did, the runtime dates, which goes on.
      if (!this.#delays.has(place)) this.#delays.set(place, kind === 'Pod' ? 0 : held)
      const delay = this.#delays.get(place) ?? 0
      // A time that is still to come was reckoned when it was written.
      const known = Math.min(moment, write.at)
      const causes = this.#recorded.causesOf.get(write) ?? []
      const cause = causes.findLast(({ at }) => Math.floor(at / 1000) * 1000 <= known) ?? causes[0]
      const shift = (cause && this.#shifts.get(cause)) ?? 0
      const now = Math.floor((this.#stage.fault.clock(known + shift + delay) + moment - known) / 1000) * 1000
      if (kind === 'Job') this.#dates.set(second, now)
      if (now !== second) moved.set(time, wholeSeconds(now))
    }
    return moved
  }
}

const later = (time: string, by: number) => (by === 0 ? time : wholeSeconds(Date.parse(time) + by))

function presentAt(all: readonly Done[], moment: number): KubernetesObject[] {
  const present = new Map<string, KubernetesObject>()
  for (const { moment: written, write, object } of all) {
    if (written > moment) continue
    if (write.event.change === 'deleted') present.delete(object.metadata.uid)
    else present.set(object.metadata.uid, object)
  }
  return [...present.values()]
}

const withRevision = (object: KubernetesObject, resourceVersion: string) =>
  ({ ...object, metadata: { ...object.metadata, resourceVersion } }) as KubernetesObject
