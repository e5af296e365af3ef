import type { Claim } from '../lab/claim.ts'
import { applicable, type Drift } from '../lab/drift.ts'
import { commandsOf, isRunOf, type Line } from '../property/line.ts'
import type { Conjunct, Monitor } from '../property/property.ts'
import type { TraceEvent } from '../trace/event.ts'
import type { Kind } from '../trace/kinds.ts'
import { Order } from '../trace/order.ts'
import { World } from '../trace/world.ts'
import { countsAs, verdictOf, type Verdict } from './verdict.ts'
import { whyUnknown } from './why-unknown.ts'

/** What became of a claim on one trace. */
export interface Judgement extends Pick<Claim, 'id' | 'step' | 'says'> {
  /** The name of its scenario. */
  scenario: string
  verdict: Verdict
  /** When it was certain: milliseconds since the epoch, by the trace. */
  at: number
  /** The property that decided, conjunct by conjunct: the claim as the lab makes it, or what holds since a drift. */
  conjuncts: readonly Conjunct[]
  /** The drift that applies, if one does. */
  drift?: Omit<Drift, 'holds'>
  /** Why it could not be judged, or was not tried. */
  reason?: string
}

/**
 * Judges one claim on a trace, finished or still growing, and answers as soon as the answer can no longer change.
 * A trace that ends too soon leaves the claim blocked.
 * @param options whether a disagreement on a machine that was not well is none: not where one is called for
 */
export async function judge(
  claim: Claim,
  trace: AsyncIterable<TraceEvent>,
  options: { doubts: boolean } = { doubts: true },
): Promise<Judgement> {
  const judging = new Judging(claim, options)
  for await (const event of trace) {
    const judgement = judging.take(event)
    if (judgement) return judgement
  }
  return judging.rest() ?? judging.blocked(brokenOff)
}

/** Judges one claim on a trace that is all there, as {@link judge} does. */
export function judgeRecorded(claim: Claim, events: Iterable<TraceEvent>): Judgement {
  const judging = new Judging(claim, { doubts: true })
  for (const event of events) {
    const judgement = judging.take(event)
    if (judgement) return judgement
  }
  return judging.rest() ?? judging.blocked(brokenOff)
}

const brokenOff = 'the trace breaks off'

/** Before what was ill. */
const maybe = 'it may be due to this: '

/** One claim at work on one trace. */
class Judging {
  readonly #claim: Claim
  readonly #doubts: boolean
  readonly #world: World
  readonly #order: Order
  readonly #kinds: readonly Kind[]
  readonly #lines: readonly Line[]
  readonly #asWritten: Monitor
  #drift: Drift | undefined
  #since: Monitor | undefined
  /** When the scenario began: milliseconds since the epoch. */
  #begun: number | undefined
  /** A disagreement that is certain, if the machine turns out to have been well until then. */
  #suspected: Judgement | undefined

  constructor(claim: Claim, { doubts }: { doubts: boolean }) {
    this.#doubts = doubts
    const properties = [claim.holds, ...(claim.drift ?? []).map(({ holds }) => holds)]
    this.#claim = claim
    this.#world = new World(claim.in.name)
    this.#kinds = [...new Set(properties.flatMap(({ kinds }) => kinds))]
    this.#lines = [...new Set(properties.flatMap(({ lines }) => lines))]
    this.#order = new Order(claim.in.name, this.#kinds)
    this.#asWritten = claim.holds.start()
  }

  /** Takes in the next event of the trace; answers when it is certain. */
  take(event: TraceEvent): Judgement | undefined {
    this.#world.health.take(event)
    const { health } = this.#world
    const judgement = this.#suspected ?? this.#all(this.#order.take(event))
    if (!judgement || countsAs[judgement.verdict] !== 'fail') return judgement
    this.#suspected = judgement
    const isOver = !this.#doubts || event.type === 'end' || health.isKnown(judgement.at)
    return this.#unlessIll(judgement) ?? (isOver ? judgement : undefined)
  }

  /** No event comes any more. */
  rest(): Judgement | undefined {
    const judgement = this.#suspected ?? this.#all(this.#order.rest())
    if (!judgement || countsAs[judgement.verdict] !== 'fail') return judgement
    return this.#unlessIll(judgement) ?? judgement
  }

  /**
   * A disagreement is one of the lab with Kubernetes only on a machine that was well while the scenario went on. Where it
   * was not, nobody can tell: each step of the student is built on those before.
   */
  #unlessIll(judgement: Judgement): Judgement | undefined {
    const why = this.#doubts ? this.#world.health.suspicion(this.#begun ?? 0) : undefined
    if (why === undefined) return undefined
    return { ...judgement, verdict: 'blocked', reason: `${maybe}${why}` }
  }

  blocked(reason: string): Judgement {
    return this.#judgement('blocked', this.#since ?? this.#asWritten, reason)
  }

  #all(events: readonly TraceEvent[]): Judgement | undefined {
    for (const event of events) {
      const judgement = this.#one(event)
      if (judgement) return judgement
    }
    return undefined
  }

  #one(event: TraceEvent): Judgement | undefined {
    const world = this.#world
    if (event.type === 'header') {
      this.#drift = applicable(this.#claim.drift ?? [], event)
      this.#since = this.#drift?.holds.start()
    }
    if (event.type === 'gap' && world.state === 'begun' && this.#kinds.includes(event.kind))
      return this.blocked(`changes of ${event.kind} objects may have been missed while the scenario ran`)
    if (event.type === 'end') return this.blocked(this.#unfinished(event.reason))
    if (!world.apply(event) || world.state === 'ahead') return undefined
    this.#begun ??= world.now
    if (world.state === 'left out')
      return this.#judgement('not tried', this.#asWritten, world.reason ?? 'left out')
    if (event.type === 'left out' && this.#lines.some((line) => isRunOf(line, event)))
      return this.#judgement('not tried', this.#asWritten, event.reason)
    const unknown = event.type === 'exited' ? this.#unknown(event.command) : undefined
    if (unknown !== undefined) return this.blocked(unknown)
    for (const monitor of this.#open()) monitor.step(world)
    if (world.state === 'ended') for (const monitor of this.#open()) monitor.close(world)
    const verdict = verdictOf(this.#asWritten.answer, this.#drift, this.#since?.answer)
    if (verdict !== 'open')
      return this.#judgement(
        verdict,
        verdict === 'healed' ? this.#asWritten : (this.#since ?? this.#asWritten),
      )
    if (world.state === 'ended') return this.blocked(this.#undecided())
    if (world.state === 'broken') return this.blocked(world.reason ?? 'a step before it broke')
    return undefined
  }

  /** Why nothing can be told by a command that has ended, where the claim looks at what came of it. */
  #unknown(number: number): string | undefined {
    const { commands } = this.#world
    const command = this.#lines
      .flatMap((line) => commandsOf(line, commands))
      .find((one) => one.number === number)
    return command && whyUnknown(command)
  }

  #open(): Monitor[] {
    return [this.#asWritten, this.#since].filter((monitor) => monitor?.answer === 'open') as Monitor[]
  }

  #undecided(): string {
    const reasons = this.#open().flatMap(({ conjuncts }) => conjuncts.flatMap(({ because }) => because ?? []))
    if (reasons[0] !== undefined) return reasons[0]
    const never = 'the scenario ended and what the claim speaks of was never seen'
    const why = this.#world.health.suspicion(this.#begun ?? 0)
    return why === undefined ? never : `${never}; ${maybe}${why}`
  }

  #unfinished(reason: string | undefined): string {
    const why = reason ? `: ${reason}` : ''
    return this.#world.state === 'ahead'
      ? `the run ended before the scenario ${this.#claim.in.name} began${why}`
      : `the run ended in the middle of the scenario${why}`
  }

  #judgement(verdict: Verdict, { conjuncts }: Monitor, reason?: string): Judgement {
    const { id, step, says, in: scenario } = this.#claim
    return {
      id,
      step,
      says,
      scenario: scenario.name,
      verdict,
      at: this.#world.now,
      conjuncts,
      ...(this.#drift && { drift: withoutProperty(this.#drift) }),
      ...(reason !== undefined && { reason }),
    }
  }
}

function withoutProperty(drift: Drift): Omit<Drift, 'holds'> {
  const { holds: _, ...recorded } = drift
  return recorded
}
