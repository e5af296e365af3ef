import { describe, expect, test, vi } from 'vitest'
import { lab } from '../../../specs/api-objects/lab.ts'
import { claimsOf, scenariosOf } from '../../../src/lab/lab.ts'
import type { TraceEvent } from '../../../src/trace/event.ts'
import { judgeAllOn, recordedEvents, triedVersions } from '../../../testing/traces.ts'
import {
  clocksApart,
  clockSet,
  kubeletStopped,
  machineFrozen,
  noFault,
  recorderStopped,
  watchLate,
  type StagedFault,
} from './faults.ts'
import { recordedRunOf } from './recorded-run.ts'
import { reenacted } from './reenacted.ts'
import { isA } from '../../../src/trace/kinds.ts'

vi.setConfig({ testTimeout: 60_000 })

const scenarios = scenariosOf(lab)
const typedIn = (events: readonly TraceEvent[]) => events.filter((event) => event.type === 'typed')
const objectsIn = (events: readonly TraceEvent[]) => events.filter((event) => event.type === 'object')

describe.each(triedVersions)('without a fault the run on %s', async (version) => {
  const recorded = await recordedEvents(version)
  const again = await reenacted(recordedRunOf(recorded), scenarios, noFault)

  test('is judged as it was', async () => {
    const found = async (events: readonly TraceEvent[]) =>
      (await judgeAllOn(claimsOf(lab), events)).map(({ id, verdict, reason }) => [id, verdict, reason])
    expect(await found(again)).toEqual(await found(recorded))
  })

  test('has the same lines at the same times', () => {
    const numbers = new Set(typedIn(again).map(({ command }) => command))
    const before = new Map(typedIn(recorded).map((event) => [event.command, event]))
    expect(numbers.size).toBe(before.size)
    for (const { command, line, at } of typedIn(again)) {
      expect(before.get(command)?.line).toBe(line)
      // A wait ends with any event, and a heartbeat comes once a second.
      expect(Math.abs((before.get(command)?.at ?? 0) - at)).toBeLessThan(1200)
    }
  })

  test('prints the same tables, but for a second', () => {
    const withoutAges = (text: string) =>
      text.replaceAll(/\b(?:\d+m)?\d+s\b|\b\d+m\b/g, '').replaceAll(/ +/g, ' ')
    const texts = (events: readonly TraceEvent[]) =>
      events.flatMap((event) => (event.type === 'output' ? withoutAges(event.text) : [])).toSorted()
    expect(texts(again)).toEqual(texts(recorded))
  })
})

describe('with a fault', async () => {
  const run = recordedRunOf(await recordedEvents('v1.37.2'))
  const untouched = await reenacted(run, scenarios, noFault)
  const under = (fault: StagedFault) => reenacted(run, scenarios, fault)
  const single = run.scenarios.get('single')
  const [create] = single?.commands ?? []
  /** A moment at which the Job has just been made. */
  const from = (create?.event.at ?? 0) + 1500
  const until = from + 8000
  const amid = ({ at }: TraceEvent) => at > from && at < until

  test('a recorder that stands still writes nothing, and tells all of it afterwards', async () => {
    const events = await under(recorderStopped(from, 8000))
    expect(events.filter(amid)).toEqual([])
    expect(objectsIn(events).length).toBe(objectsIn(untouched).length)
    expect(events.filter((event) => event.type === 'heartbeat' && event.at === until)).toHaveLength(1)
  })

  test('what it is late for it types later, and the cluster answers later', async () => {
    const remove = (events: readonly TraceEvent[]) =>
      typedIn(events).find(({ scenario, line }) => scenario === 'completions' && line.includes('delete'))
        ?.at ?? 0
    const late = await under(recorderStopped(remove(untouched) - 100, 8000))
    expect(remove(late) - remove(untouched)).toBeGreaterThanOrEqual(7900)
    const gone = (events: readonly TraceEvent[]) =>
      objectsIn(events).find(({ change, object: { kind, metadata } }) => {
        return change === 'deleted' && kind === 'Job' && metadata.namespace === 'lab-completions'
      })?.at ?? 0
    expect(gone(late)).toBeGreaterThan(remove(late))
  })

  test('a time in which the recorder stood still is none in which the student waited', async () => {
    const next = (events: readonly TraceEvent[], { scenario, what }: { scenario: string; what: string }) => {
      const place = events.findIndex(
        (event) => event.type === 'awaiting' && event.scenario === scenario && event.what === what,
      )
      return (
        events.slice(place).find((event) => event.type === 'typed' && event.scenario === scenario)?.at ?? 0
      )
    }
    const inVain = untouched.find(
      (event) => event.type === 'awaiting' && next(untouched, event) >= event.until,
    )
    if (inVain?.type !== 'awaiting') throw new TypeError('expected a wait until its limit')
    const away = inVain.until - inVain.at + 5000
    const late = next(await under(recorderStopped(inVain.at + 100, away)), inVain)
    expect(late - inVain.until).toBeGreaterThanOrEqual(away - 2000)
  })

  test('a watch that is late holds back its own kind only', async () => {
    const events = objectsIn(await under(watchLate('Pod')(from, 8000))).filter(amid)
    expect(events.filter(({ object }) => object.kind === 'Pod')).toEqual([])
    expect(events.filter(({ object }) => object.kind === 'Job').length).toBeGreaterThan(0)
  })

  test('a machine that is frozen dates what comes after as late as it comes', async () => {
    const events = await under(machineFrozen(from, 8000))
    expect(events.filter(amid)).toEqual([])
    const completed = (some: readonly TraceEvent[]) =>
      objectsIn(some).flatMap(({ object }) =>
        isA('Job', object) && object.metadata.namespace === 'lab-single'
          ? (object.status.completionTime ?? [])
          : [],
      )[0] ?? ''
    expect(Date.parse(completed(events)) - Date.parse(completed(untouched))).toBe(8000)
  })

  test('what a controller does by the clock does not wait for a kubelet that stands still', async () => {
    const events = await recordedEvents('v1.30.14')
    const failed = (some: readonly TraceEvent[]) =>
      objectsIn(some).find(
        ({ object: { kind, metadata, status } }) =>
          kind === 'Job' &&
          metadata.namespace === 'lab-deadline' &&
          JSON.stringify(status).includes('DeadlineExceeded'),
      )
    const { at = 0, written } = failed(events) ?? {}
    const stopped = await reenacted(recordedRunOf(events), scenarios, kubeletStopped(at - 2000, 5000))
    expect(failed(stopped)?.written).toBe(written)
    expect(written).toBeDefined()
  })

  test('the schedule is kept by a machine that was frozen before', async () => {
    const firings = (some: readonly TraceEvent[]) =>
      objectsIn(some).flatMap(({ change, object: { kind, metadata } }) =>
        change === 'added' && kind === 'Job' && metadata.namespace === 'lab-cron'
          ? metadata.creationTimestamp
          : [],
      )
    expect(firings(await under(machineFrozen(from, 8000)))).toEqual(firings(untouched))
  })

  test('clocks that are apart move the trace and nothing in it', async () => {
    const events = await under(clocksApart(0, 2000))
    expect(events[0]?.at).toBe((untouched[0]?.at ?? 0) + 2000)
    const revisions = (some: readonly TraceEvent[]) =>
      objectsIn(some).map(({ object, written }) => [object.metadata.resourceVersion, written])
    expect(revisions(events).slice(0, 50)).toEqual(revisions(untouched).slice(0, 50))
  })

  test('a clock that is set is seen in heartbeats, Leases and dates', async () => {
    const events = await under(clockSet(from, 5000))
    const beat = events.find((event) => event.type === 'heartbeat' && event.at > from)
    // Both are whole milliseconds, each rounded by itself.
    expect(beat?.type === 'heartbeat' && (beat.wall ?? 0) - beat.at).toBeCloseTo(5000, -1)
    const lease = events.find((event) => event.type === 'lease' && event.at > from + 500)
    expect(lease?.type === 'lease' && Date.parse(lease.renewed) - lease.at).toBeGreaterThan(4000)
  })
})
