import type { Claim } from '../lab/claim.ts'
import type { Scenario } from '../lab/scenario.ts'
import { isRunOf, textOf } from '../property/line.ts'
import type { Reason } from '../property/reason.ts'
import type { Ailment } from '../trace/ailment.ts'
import type { Lost, TraceEnd, TraceEvent, TraceHeader } from '../trace/event.ts'
import type { Health, Patient } from '../trace/health.ts'
import type { Kind } from '../trace/kinds.ts'
import { Order } from '../trace/order.ts'
import { hasSecretName, mayBe } from '../trace/secret-name.ts'
import { World, type WorldPart } from '../trace/world.ts'
import { ClaimAtWork } from './claim-at-work.ts'
import type { Judgement } from './judgement.ts'
import { whyDoubtful } from './why-unknown.ts'

/** A claim that is certain, if the machine turns out to have been well. */
export interface Settled {
  /** Of the claim among those that are judged. */
  place: number
  judgement: Judgement
  /** When its scenario began: milliseconds since the epoch; undefined where it has not. */
  begun: number | undefined
  scenario: Patient
  /** Why nothing that was seen in its scenario speaks against Kubernetes; undefined where it does. */
  doubt: Ailment | undefined
}

/** The claims of one scenario that look at the same kinds of object: they see one world, in one order. */
export class Onlookers {
  readonly kinds: readonly Kind[]
  readonly #order: Order
  readonly #world: World
  readonly #open = new Set<ClaimAtWork>()
  /** By what they have looked at so far. */
  readonly #byPart = new Map<WorldPart, Set<ClaimAtWork>>()
  /** By the text of a line of which they look at what comes of it. */
  readonly #byLine = new Map<string, ClaimAtWork[]>()
  /** Those that look at all lines of a pattern. */
  readonly #ofPatterns: ClaimAtWork[] = []
  /** When the scenario began, and when something of it was seen last: milliseconds since the epoch. */
  #begun: number | undefined
  #doubt: Ailment | undefined
  #seenAt = 0

  /** @param health of the machine, which somebody else feeds */
  constructor({ name, expects }: Scenario, kinds: readonly Kind[], health: Health) {
    this.kinds = kinds
    this.#order = new Order(name, kinds)
    this.#world = new World(name, health, expects)
  }

  /** Whether all are certain. */
  get isDone(): boolean {
    return this.#open.size === 0
  }

  /** @param place of the claim among those that are judged */
  add(claim: Claim, place: number): void {
    const work = new ClaimAtWork(claim, place, this.#world)
    this.#open.add(work)
    for (const line of work.lines) {
      if (line instanceof RegExp) {
        this.#ofPatterns.push(work)
        continue
      }
      const alike = this.#byLine.get(textOf(line)) ?? []
      alike.push(work)
      this.#byLine.set(textOf(line), alike)
    }
  }

  /** Takes in the next event of the trace, and gives those that are certain by it. */
  take(event: TraceEvent): Settled[] {
    return this.isDone ? [] : this.#order.take(event).flatMap((one) => this.#one(one))
  }

  /** Gives those that are certain when no event comes any more: all. */
  rest(): Settled[] {
    return [
      ...this.#order.rest().flatMap((one) => this.#one(one)),
      ...this.#blocked(this.#open, { kind: 'trace broken off' }),
    ]
  }

  #one(event: TraceEvent): Settled[] {
    const world = this.#world
    if (event.type === 'header') return this.#meet(event)
    if (event.type === 'gap' && world.state === 'begun' && this.kinds.includes(event.kind))
      return this.#blocked(this.#open, { kind: 'changes missed', of: event.kind })
    if (event.type === 'end') return this.#blocked(this.#open, this.#unfinished(event))
    if (!world.apply(event) || world.state === 'ahead') return []
    this.#begun ??= world.moment
    if (event.type === 'output') this.#doubt ??= whyDoubtful(event.text)
    if (world.state === 'left out')
      return this.#notTried(this.#open, { kind: 'left out', ...because({ reason: world.reason }) })
    const settled = [...this.#withoutLooking(event), ...this.#looking(event)]
    this.#seenAt = world.moment
    return settled
  }

  /** Those that the run is not for are not tried. */
  #meet(header: TraceHeader): Settled[] {
    for (const work of this.#open) work.meet(header)
    const { only } = header
    const others = only ? [...this.#open].filter(({ id }) => !only.includes(id)) : []
    return this.#notTried(others, { kind: 'not asked for' })
  }

  /** Those of which it is certain by an event alone that they are not tried, or can't be judged. */
  #withoutLooking(event: TraceEvent): Settled[] {
    if (event.type === 'left out') {
      const meant = this.#of(event.line).filter(({ lines }) => lines.some((line) => isRunOf(line, event)))
      return this.#notTried(meant, { kind: 'left out', why: event.reason })
    }
    if (event.type !== 'exited') return []
    const line = this.#world.lineOf(event.command) ?? ''
    return this.#of(line).flatMap((work) => {
      const unknown = work.unknown(event.command)
      return unknown === undefined ? [] : this.#blocked([work], unknown)
    })
  }

  /** Lets those look that look at what has changed. */
  #looking(event: TraceEvent): Settled[] {
    const world = this.#world
    return [...this.#lookersAt(event)].flatMap((work) => {
      work.stay(this.#seenAt)
      work.step()
      this.#note(work)
      if (world.state === 'ended') work.close()
      const { verdict } = work
      if (verdict !== 'open') return [this.#settled(work, work.judged(verdict))]
      if (world.state === 'ended') return [this.#settled(work, work.blocked(this.#undecided(work)))]
      if (world.state !== 'broken') return []
      return [this.#settled(work, work.blocked({ kind: 'step broke', ...because(world) }))]
    })
  }

  #lookersAt(event: TraceEvent): Iterable<ClaimAtWork> {
    const changed = this.#world.changedBy(event)
    if (changed === 'all') return this.#open
    const parts: WorldPart[] = [...changed, 'time', 'health']
    return new Set(parts.flatMap((part) => [...(this.#byPart.get(part) ?? [])]))
  }

  /** Those that look at what comes of a line. */
  #of(line: string): ClaimAtWork[] {
    const meant = hasSecretName(line)
      ? [...this.#byLine].flatMap(([text, some]) => (mayBe(line, text) ? some : []))
      : (this.#byLine.get(line) ?? [])
    const all = [...meant, ...this.#ofPatterns]
    return [...new Set(all)].filter((work) => this.#open.has(work))
  }

  /** Notes what a claim has looked at. */
  #note(work: ClaimAtWork): void {
    for (const part of work.parts) {
      const those = this.#byPart.get(part)
      if (those) those.add(work)
      else this.#byPart.set(part, new Set([work]))
    }
  }

  #undecided(work: ClaimAtWork): Reason {
    const ailments = this.#doubt
      ? [this.#doubt]
      : (this.#world.health.suspicion(this.#begun ?? 0, this.#world) ?? [])
    return work.because ?? { kind: 'never seen', ailments }
  }

  #unfinished(end: TraceEnd): Reason {
    const { state, scenario } = this.#world
    return state === 'ahead'
      ? { kind: 'not begun', scenario, ...because(end) }
      : { kind: 'not ended', ...because(end) }
  }

  #blocked(some: Iterable<ClaimAtWork>, reason: Reason): Settled[] {
    return [...some].map((work) => {
      work.stay(this.#seenAt)
      return this.#settled(work, work.blocked(reason))
    })
  }

  #notTried(some: Iterable<ClaimAtWork>, reason: Reason): Settled[] {
    return [...some].map((work) => {
      work.stay(this.#seenAt)
      return this.#settled(work, work.notTried(reason))
    })
  }

  #settled(work: ClaimAtWork, judgement: Judgement): Settled {
    this.#open.delete(work)
    for (const part of work.parts) this.#byPart.get(part)?.delete(work)
    const { place } = work
    return { place, judgement, begun: this.#begun, scenario: this.#world, doubt: this.#doubt }
  }
}

const because = ({ reason, lost }: { reason?: string | undefined; lost?: Lost | undefined }) => ({
  ...(reason !== undefined && { why: reason }),
  ...(lost !== undefined && { lost }),
})
