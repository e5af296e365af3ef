import { isDeepStrictEqual } from 'node:util'
import { distinct, tenths, type Ailment } from './ailment.ts'
import type { TraceEvent } from './event.ts'
import { isA, type Pod } from './kinds.ts'

/** A time in which nobody can tell the lateness of Kubernetes from that of the machine. */
export interface Illness {
  /** Milliseconds since the epoch, by the recorder's clock; the end is open while it lasts. */
  from: number
  to: number
  why: Ailment
  /** By how many seconds it can make things late, and, where a clock was set back, early. */
  late: number
  early: number
  /** Where it is not of the whole machine. */
  of?: Local
}

/** A span of time by the clock of the cluster, in milliseconds since the epoch. */
export interface Span {
  from: number
  to: number
  /** The node whose kubelet began it, and ends it, where one does. */
  node?: string | undefined
}

/** What can be put down to the machine, in whole seconds: times are cut to seconds, and the least lateness may show as one. */
export interface Slack {
  late: number
  early: number
  why: readonly Ailment[]
}

/** The recorder beats once a second, and is hardly ever late by so much (milliseconds). */
const beat = { every: 1000, tolerance: 150 }
/**
 * How often a component renews its Lease, and by how much it is late on an idle machine at the most (milliseconds).
 * Measured: 2006 at the median and 2026 in nine of ten; a kubelet adds up to four of a hundred by design.
 */
const renewals = {
  elected: { every: 2010, tolerance: 100 },
  node: { every: 10_400, tolerance: 300 },
}
/** A kubelet that renews its Lease sooner than this after the time before has been started meanwhile (milliseconds). */
const soonest = 9500
/** What is late by less explains a second, and not that something never came (seconds). */
const away = 1.5
/** A wall clock that goes on by more or less than this between two beats was set (milliseconds). */
const jump = 400
/** By how much the clocks of cluster and recorder may be apart where no Lease tells (milliseconds). */
const apart = 6000
/** A scenario, as far as it decides what can be put down to the machine there. */
export interface Patient {
  /** Where it goes on; undefined before it has begun. */
  namespace: string | undefined
  /** Why containers do not start there, or end, because the lab has them do so. */
  expects: readonly string[]
}

/** Where something is not well that is not the whole machine, and what a scenario may have expected there. */
interface Local {
  namespace: string | undefined
  reason?: string
}

/** The kubelet says that an image can't be had, and till it tries again that it waits. */
const sameAs: Record<string, string> = { ErrImagePull: 'ImagePullBackOff', RunContainerError: 'StartError' }
const cause = (reason: string) => sameAs[reason] ?? reason

/** Whether what is not well somewhere is so for a scenario, and not as the lab has it; for any, where none is named. */
function ails(of: Local | undefined, patient: Patient | undefined): boolean {
  if (!of || !patient) return true
  const isExpected = patient.expects.some((one) => cause(one) === cause(of.reason ?? ''))
  return of.namespace === patient.namespace && !isExpected
}

/** Why a container waits that can't start through no fault of the Job controller's. */
const cannotStart =
  /^(ErrImagePull|ImagePullBackOff|RegistryUnavailable|CreateContainerError|ErrImageNeverPull|RunContainerError)$/

/** The runtime was started again and does not know what became of a container (internal/cri/server/restart.go of containerd). */
const lost = /^Unknown$/
/**
 * How else a container ended that no program of its own ended: the kubelet can't find it, memory ran out, or it could not be
 * started. Of a pod that was told to stop before its container existed the kubelet says the first, with exit code 137
 * (TerminatePod of pkg/kubelet/status).
 */
const lostUnlessToldToStop = /^(ContainerStatusUnknown|OOMKilled|StartError)$/

/** What comes at the end of a span is held up by what is late so close to it (milliseconds): times are cut to seconds. */
const atOnce = 2500

const isAway = ({ late, early }: Illness) => Math.max(late, early) >= away
const renewalOf = (component: string) => (component.startsWith('kube-') ? renewals.elected : renewals.node)

/** That a Lease was renewed, by the clock of the cluster, and heard of, by the recorder's (milliseconds since the epoch). */
interface Renewal {
  component: string
  renewed: number
  heard: number
}

/** What a trace says of the machine that it was made on. It is fed every event, in the order of the file. */
export class Health {
  readonly #past: Illness[] = []
  readonly #leases = new Map<string, { at: number; renewed: number }>()
  /** All renewals of Leases, in the order of the recorder's clock, and in that of the cluster's. */
  readonly #heard: Renewal[] = []
  readonly #renewed: Renewal[] = []
  readonly #stuck = new Map<string, Illness>()
  /** Versions of Pods that nobody has asked about yet, and when each was written by the clock of the cluster. */
  readonly #unread: { written: number; pod: Pod }[] = []
  /** How each pod was when it was read last, as far as a kubelet changes it. */
  readonly #states = new Map<string, unknown>()
  /** When each kubelet renewed its Lease, or wrote how a pod is (milliseconds since the epoch, by the clock of the cluster). */
  readonly #signs = new Map<string, number[]>()
  /** When a student's line may have failed for a reason that makes nothing late, and that reason. */
  readonly #breaks: { at: number; why: Ailment; of?: Local }[] = []
  /** When something was heard of the API server again, and after how many milliseconds. */
  readonly #silences: { at: number; lasted: number }[] = []
  #lastAt: number | undefined
  #lastBeat: number | undefined
  /** By how much the wall clock is ahead of the recorder's, which began with it (milliseconds). */
  #lastAhead = 0
  /**
   * That the clock was set, where it was. What is dated by it is then wrong, a timer that was running is wrong when it
   * ends, and what is printed long after has ages that nobody had.
   */
  #set: Ailment | undefined
  /** Why nothing can be known of the cluster. */
  #unwitnessed: Ailment | undefined

  take(event: TraceEvent): void {
    this.#noteSilence(event.at)
    if (event.type === 'header' && event.unwitnessed !== undefined)
      this.#unwitnessed = { kind: 'unwitnessed', why: event.unwitnessed }
    if (event.type === 'heartbeat') this.#lastBeat = event.at
    if (event.type === 'heartbeat' && event.wall !== undefined)
      this.#noteJump(event.at, event.wall - event.at)
    if (event.type === 'away') this.#breaks.push({ at: event.at, why: { kind: 'API server away' } })
    if (event.type === 'hindrance')
      this.#breaks.push({
        at: event.at,
        why: { kind: 'hindrance', message: event.message },
        of: { namespace: event.namespace },
      })
    if (event.type === 'lease') this.#noteRenewal(event.component, event.at, Date.parse(event.renewed))
    if (event.type === 'object' && isA('Pod', event.object)) {
      this.#notePod(event.at, event.object)
      const { at, written } = event
      this.#unread.push({ pod: event.object, written: written === undefined ? at : Date.parse(written) })
    }
  }

  /**
   * What of some spans of the cluster's time can be put down to the machine; undefined when nothing can. What was away
   * may have held up anything in a span; what was a little late, only what came at its end. What a kubelet does is held up
   * as well where it may have stood still: between two renewals of its Lease that leaves no other sign.
   * @param patient where the spans are from
   */
  slack(spans: readonly Span[], patient?: Patient): Slack | undefined {
    return total([
      ...spans.flatMap(({ node, ...span }) => (node === undefined ? [] : this.#silenceOf(node, span))),
      ...this.#all(patient).filter((illness) =>
        spans.some((span) => {
          const [from, to] = [this.#byRecorder(span.from), this.#byRecorder(span.to)]
          return isAway(illness)
            ? illness.to >= from - apart && illness.from <= to + apart
            : illness.to >= to - atOnce && illness.from <= to + atOnce
        }),
      ),
    ])
  }

  /** What of all time since a moment of the recorder's can be put down to the machine; undefined when nothing can. */
  since(moment: number, patient?: Patient): Slack | undefined {
    return total(this.#all(patient).filter((illness) => illness.to >= moment && isAway(illness)))
  }

  /**
   * Why nobody can say whose fault it is when something is not as it should be that began at this moment of the
   * recorder's; undefined when the machine was well.
   * @param patient where it is not as it should be
   */
  suspicion(moment: number, patient?: Patient): Ailment[] | undefined {
    const breaks = this.#breaks
      .filter(({ at, of }) => at >= moment && ails(of, patient))
      .map(({ why }) => why)
    const late = this.since(moment, patient)?.why ?? []
    const told = [this.#unwitnessed, this.#set, ...breaks, this.#silence(moment), ...late]
    const whys = told.filter((why) => why !== undefined)
    return whys.length === 0 ? undefined : distinct(whys)
  }

  /**
   * Whether all that renew a Lease every two seconds have done so after this moment, and the recorder, which tells that
   * the clock was set, has beaten: until then an illness may show.
   */
  isKnown(moment: number): boolean {
    if (this.#lastBeat !== undefined && this.#lastBeat <= moment) return false
    return [...this.#leases].every(
      ([component, { at }]) => renewalOf(component) === renewals.node || at > moment,
    )
  }

  /** A moment of the recorder's clock by that of the cluster. */
  byCluster(moment: number): number {
    return moment - leastOffset(this.#heard, ({ heard }) => heard, moment)
  }

  /** From the last sign of life of a kubelet that is not from the very end of a span, till the end. */
  #silenceOf(node: string, { from, to }: Span): Illness {
    const last = Math.max(from, ...this.#signsOf(node).filter((sign) => sign < to - atOnce))
    const why: Ailment = { kind: 'kubelet silent', component: node, seconds: tenths(to - last) }
    return { from: this.#byRecorder(last), to: this.#byRecorder(to), why, late: (to - last) / 1000, early: 0 }
  }

  #all(patient: Patient | undefined): Illness[] {
    const all = [...this.#past, ...this.#stuck.values(), ...this.#silentComponents()]
    return all.filter(({ of }) => ails(of, patient))
  }

  #silence(moment: number): Ailment | undefined {
    const silences = this.#silences.filter(({ at }) => at >= moment).map(({ lasted }) => lasted)
    if (silences.length === 0) return undefined
    return { kind: 'API server silent', seconds: tenths(Math.max(...silences)) }
  }

  #noteSilence(at: number): void {
    const before = this.#lastAt
    this.#lastAt = Math.max(at, before ?? at)
    if (before !== undefined && at - before > beat.every + beat.tolerance)
      this.#note(before, at, at - before - beat.every, (seconds) => ({
        kind: 'recorder away',
        seconds,
      }))
  }

  #noteJump(at: number, ahead: number): void {
    const moved = ahead - this.#lastAhead
    this.#lastAhead = ahead
    if (Math.abs(moved) <= jump) return
    const why: Ailment = { kind: 'clock set', seconds: tenths(moved) }
    this.#set ??= why
    const [late, early] = moved > 0 ? [moved / 1000, 0] : [0, -moved / 1000]
    this.#past.push({
      from: at - beat.every,
      to: at,
      why,
      late,
      early,
    })
  }

  #noteRenewal(component: string, at: number, renewed: number): void {
    const before = this.#leases.get(component)
    this.#leases.set(component, { at, renewed })
    insert(this.#heard, { component, heard: at, renewed }, (one) => one.heard)
    insert(this.#renewed, { component, heard: at, renewed }, (one) => one.renewed)
    this.#noteSign(component, renewed)
    if (!before) return
    const { every, tolerance } = renewalOf(component)
    const gap = renewed - before.renewed
    if (at - before.at > every + tolerance + beat.every) this.#silences.push({ at, lasted: at - before.at })
    if (renewalOf(component) === renewals.node && gap < soonest)
      this.#breaks.push({ at, why: { kind: 'kubelet started again', component } })
    if (gap > every + tolerance)
      this.#note(this.#byRecorder(before.renewed), this.#byRecorder(renewed), gap - every, (seconds) => ({
        kind: 'lease late',
        component,
        seconds,
      }))
  }

  #notePod(at: number, { metadata, status }: Pod): void {
    const { uid, namespace } = metadata
    const states = status.containerStatuses?.map(({ state }) => state) ?? []
    const isToldToStop = () =>
      metadata.deletionTimestamp !== undefined || status.reason === 'DeadlineExceeded'
    for (const { terminated: { reason = '' } = {} } of states) {
      if (!lost.test(reason) && (!lostUnlessToldToStop.test(reason) || isToldToStop())) continue
      const why: Ailment = { kind: 'container lost', pod: metadata.name, reason }
      this.#breaks.push({ at, why, of: { namespace, reason } })
    }
    const illness = this.#stuck.get(uid)
    const reason = states.map(({ waiting }) => waiting?.reason ?? '').find((one) => cannotStart.test(one))
    if (reason !== undefined && !isToldToStop()) {
      if (illness) return
      const why: Ailment = { kind: 'container not started', pod: metadata.name, reason }
      const of = { namespace, reason }
      this.#stuck.set(uid, { from: at, to: Infinity, late: Infinity, early: 0, why, of })
    } else if (illness) {
      this.#stuck.delete(uid)
      this.#past.push({ ...illness, to: at, late: (at - illness.from) / 1000 })
    }
  }

  #signsOf(node: string): number[] {
    for (const { written, pod } of this.#unread.splice(0)) this.#noteWrite(written, pod)
    return this.#signs.get(node) ?? []
  }

  /** Of a version of a pod the kubelet is the writer where it has another state. */
  #noteWrite(written: number, { metadata: { uid }, spec: { nodeName = '' }, status }: Pod): void {
    const state = stateOf(status)
    const before = this.#states.get(uid)
    this.#states.set(uid, state)
    if (before !== undefined && status.startTime !== undefined && !isDeepStrictEqual(before, state))
      this.#noteSign(nodeName, written)
  }

  #noteSign(node: string, at: number): void {
    const signs = this.#signs.get(node) ?? []
    signs.push(at)
    this.#signs.set(node, signs)
  }

  /** Components whose next renewal should have come by now. */
  #silentComponents(): Illness[] {
    const now = this.#lastAt ?? 0
    return [...this.#leases].flatMap(([component, { at }]) => {
      const { every, tolerance } = renewalOf(component)
      // A renewal may be on its way for as long as a beat.
      if (now - at <= every + tolerance + beat.every) return []
      const why: Ailment = { kind: 'lease missing', component, seconds: tenths(now - at) }
      return [{ from: at, to: Infinity, why, late: Infinity, early: 0 }]
    })
  }

  #note(from: number, to: number, late: number, why: (seconds: number) => Ailment): void {
    this.#past.push({ from, to, why: why(tenths(late)), late: late / 1000, early: 0 })
  }

  /** A moment of the cluster's clock by that of the recorder, going by the Leases that were renewed about then. */
  #byRecorder(moment: number): number {
    return moment + leastOffset(this.#renewed, ({ renewed }) => renewed, moment)
  }
}

/** What of a pod a kubelet changes when it starts or ends. */
const stateOf = ({ phase, conditions = [] }: Pod['status']) => [
  phase,
  ...conditions.map(({ type, reason }) => `${type} ${reason}`),
]

const none: Renewal = { component: '', renewed: 0, heard: 0 }

/** Puts one in its place, which is near the end. */
function insert(sorted: Renewal[], one: Renewal, by: (one: Renewal) => number): void {
  sorted.splice(sorted.findLastIndex((other) => by(other) <= by(one)) + 1, 0, one)
}

/** The least by which the recorder's clock is ahead of the cluster's, by the renewals about a moment; 0 without any. */
function leastOffset(sorted: readonly Renewal[], by: (one: Renewal) => number, moment: number): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (by(sorted[middle] ?? none) > moment - apart) to = middle
    else from = middle + 1
  }
  let least = Infinity
  for (let place = from; place < sorted.length; place += 1) {
    const one = sorted[place]
    if (!one || by(one) >= moment + apart) break
    least = Math.min(least, one.heard - one.renewed)
  }
  return least === Infinity ? 0 : least
}

function total(illnesses: readonly Illness[]): Slack | undefined {
  if (illnesses.length === 0) return undefined
  const worst = illnesses.toSorted((a, b) => Math.max(b.late, b.early) - Math.max(a.late, a.early))
  return {
    late: Math.ceil(together(illnesses, ({ late }) => late)),
    early: Math.ceil(together(illnesses, ({ early }) => early)),
    why: distinct(worst.map(({ why }) => why)).slice(0, 3),
  }
}

/** The sum of some seconds, where those of illnesses that overlap count once: they have one cause. */
function together(illnesses: readonly Illness[], of: (illness: Illness) => number): number {
  let [sum, most, until] = [0, 0, Number.NEGATIVE_INFINITY]
  for (const illness of illnesses.toSorted((a, b) => a.from - b.from)) {
    if (illness.from > until) {
      sum += most
      most = 0
    }
    most = Math.max(most, of(illness))
    until = Math.max(until, illness.to)
  }
  return sum + most
}
