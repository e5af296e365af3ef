import type { Claim } from '../lab/claim.ts'
import { possible, recordedOf, type Drift } from '../lab/drift.ts'
import { commandsIn, isRunOf, type Line } from '../property/line.ts'
import type { Monitor } from '../property/property.ts'
import type { Reason, Undecided } from '../property/reason.ts'
import type { TraceHeader } from '../trace/event.ts'
import type { Kind } from '../trace/kinds.ts'
import type { WorldPart, World } from '../trace/world.ts'
import type { Judgement } from './judgement.ts'
import { verdictOf, type Verdict } from './verdict.ts'
import { whyUnknown } from './why-unknown.ts'

/** The kinds of object that a claim looks at, by what the lab says or by a drift. */
export const kindsOf = (claim: Claim): Kind[] => [
  ...new Set(propertiesOf(claim).flatMap(({ kinds }) => kinds)),
]

const propertiesOf = ({ holds, drift = [] }: Claim) => [holds, ...drift.map((one) => one.holds)]

/** One claim at work on a world. Who feeds it steps it when something has changed that it looks at. */
export class ClaimAtWork {
  /** Its place among those that are judged. */
  readonly place: number
  /** The lines of which it looks at what comes of them. */
  readonly lines: readonly Line[]
  /** What of the world it has looked at so far. */
  readonly parts = new Set<WorldPart>()
  readonly #claim: Claim
  readonly #world: World
  readonly #asWritten: Monitor
  /** The drifts that may apply, the newest first. */
  #drifts: readonly { drift: Drift; monitor: Monitor }[] = []
  #mayHold = true

  constructor(claim: Claim, place: number, world: World) {
    this.place = place
    this.lines = [...new Set(propertiesOf(claim).flatMap(({ lines }) => lines))]
    this.#claim = claim
    this.#world = world
    this.#asWritten = claim.holds.start()
  }

  get id(): string {
    return this.#claim.id
  }

  /** *open* while it is not certain. */
  get verdict(): Verdict | 'open' {
    const drifts = this.#drifts.map(({ drift, monitor: { answer } }) => ({ drift, answer }))
    return verdictOf(this.#asWritten.answer, this.#mayHold, drifts)
  }

  /** Learns the versions by which it is known which drift may apply. */
  meet(header: TraceHeader): void {
    const all = possible(this.#claim.drift ?? [], header)
    this.#mayHold = all.includes(undefined)
    this.#drifts = all.flatMap((drift) => (drift ? [{ drift, monitor: drift.holds.start() }] : []))
  }

  /** Looks at the world as it is now. */
  step(): void {
    this.#world.noting(this.parts, () => {
      for (const monitor of this.#open()) monitor.step(this.#world)
    })
  }

  /** Nothing that it looks at has changed up to this moment (milliseconds since the epoch). */
  stay(moment: number): void {
    for (const monitor of this.#open()) monitor.stay(moment)
  }

  /** The scenario has ended. */
  close(): void {
    for (const monitor of this.#open()) monitor.close(this.#world)
  }

  /** Why nothing can be told by a command that has ended, where it looks at what came of it. */
  unknown(number: number): Reason | undefined {
    const command = this.#world.command(number)
    const isLookedAt = this.lines.some(
      (line) => isRunOf(line, command) || commandsIn(this.#world, line).includes(command),
    )
    return isLookedAt ? whyUnknown(command) : undefined
  }

  /** What was in the way of a decision, where a conjunct says so. */
  get because(): Undecided | undefined {
    return this.#open()
      .flatMap(({ conjuncts }) => conjuncts.flatMap(({ because }) => because ?? []))
      .at(0)
  }

  judged(verdict: Verdict): Judgement {
    return this.#judgement(
      verdict,
      verdict === 'holds' || verdict === 'healed' ? this.#asWritten : this.#applying,
    )
  }

  blocked(reason: Reason): Judgement {
    return this.#judgement('blocked', this.#applying, reason)
  }

  notTried(reason: Reason): Judgement {
    return this.#judgement('not tried', this.#asWritten, reason)
  }

  /** The drift that applies, where one is seen to; else the newest that may. */
  get #drift() {
    return this.#drifts.find(({ monitor }) => monitor.answer === 'holds') ?? this.#drifts[0]
  }

  get #applying(): Monitor {
    return this.#drift?.monitor ?? this.#asWritten
  }

  #open(): Monitor[] {
    return [this.#asWritten, ...this.#drifts.map(({ monitor }) => monitor)].filter(
      ({ answer }) => answer === 'open',
    )
  }

  #judgement(verdict: Verdict, { conjuncts }: Monitor, reason?: Reason): Judgement {
    const { id, step, says, in: scenario } = this.#claim
    return {
      id,
      step,
      says,
      scenario: scenario.name,
      verdict,
      at: this.#world.moment,
      conjuncts,
      ...(this.#drift && verdict !== 'holds' && { drifts: recordedOf(this.#drift.drift) }),
      ...(reason !== undefined && { reason }),
    }
  }
}
