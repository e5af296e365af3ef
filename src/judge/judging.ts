import type { Claim } from '../lab/claim.ts'
import type { Ailment } from '../trace/ailment.ts'
import type { TraceEvent } from '../trace/event.ts'
import { Health } from '../trace/health.ts'
import { kindOf, type Kind } from '../trace/kinds.ts'
import { kindsOf } from './claim-at-work.ts'
import type { Judgement } from './judgement.ts'
import { Onlookers, type Settled } from './onlookers.ts'
import { countsAs } from './verdict.ts'

/** A claim that is certain, by its place among those that are judged. */
export interface Judged {
  place: number
  judgement: Judgement
}

/**
 * Some claims at work on one trace. An event is handed to those only that look at what it changes, so that it costs no
 * more for what others look at.
 */
export class Judging {
  readonly #doubts: boolean
  readonly #health = new Health()
  #onlookers: readonly Onlookers[]
  readonly #byKind: ReadonlyMap<Kind, readonly Onlookers[]>
  /** Disagreements that are certain, if the machine turns out to have been well until then. */
  #suspected: readonly Settled[] = []

  /** @param options whether a disagreement on a machine that was not well is none */
  constructor(claims: readonly Claim[], { doubts }: { doubts: boolean }) {
    this.#doubts = doubts
    const all = new Map<string, Onlookers>()
    for (const [place, claim] of claims.entries()) {
      const kinds = kindsOf(claim)
      const key = JSON.stringify([claim.in.name, ...kinds.toSorted()])
      const onlookers = all.get(key) ?? new Onlookers(claim.in, kinds, this.#health)
      onlookers.add(claim, place)
      all.set(key, onlookers)
    }
    this.#onlookers = [...all.values()]
    this.#byKind = new Map(
      [...new Set(this.#onlookers.flatMap(({ kinds }) => kinds))].map((kind) => [
        kind,
        this.#onlookers.filter(({ kinds }) => kinds.includes(kind)),
      ]),
    )
  }

  /** Whether all are certain. */
  get isDone(): boolean {
    return this.#onlookers.length === 0 && this.#suspected.length === 0
  }

  /** Takes in the next event of the trace, and gives the claims that are certain by it. */
  take(event: TraceEvent): Judged[] {
    this.#health.take(event)
    return this.#certain(
      this.#concerned(event).flatMap((onlookers) => onlookers.take(event)),
      ({ judgement: { at } }) => !this.#doubts || event.type === 'end' || this.#health.isKnown(at),
    )
  }

  /** Gives the claims that are certain when no event comes any more: all that are left. */
  rest(): Judged[] {
    return this.#certain(
      this.#onlookers.flatMap((onlookers) => onlookers.rest()),
      () => true,
    )
  }

  #concerned(event: TraceEvent): readonly Onlookers[] {
    if (event.type === 'object') return this.#byKind.get(kindOf(event.object)) ?? []
    if (event.type === 'progress') return this.#byKind.get(event.kind) ?? []
    return this.#onlookers
  }

  /** @param isOver whether nothing can come to light any more that speaks against a disagreement */
  #certain(settled: readonly Settled[], isOver: (disagreement: Settled) => boolean): Judged[] {
    if (settled.length === 0 && this.#suspected.length === 0) return []
    if (settled.length > 0) this.#onlookers = this.#onlookers.filter(({ isDone }) => !isDone)
    const certain: Judged[] = []
    const suspected: Settled[] = []
    for (const one of [...this.#suspected, ...settled]) {
      const { place, judgement } = one
      if (countsAs[judgement.verdict] !== 'fail') certain.push({ place, judgement })
      else {
        const ailments = this.#ailments(one)
        if (ailments) {
          const reason = { kind: 'doubted', ailments } as const
          certain.push({ place, judgement: { ...judgement, verdict: 'blocked', reason } })
        } else if (isOver(one)) certain.push({ place, judgement })
        else suspected.push(one)
      }
    }
    this.#suspected = suspected
    return certain
  }

  /**
   * A disagreement is one of the lab with Kubernetes only on a machine that was well while the scenario went on. Where it
   * was not, nobody can tell: each step of the student is built on those before.
   */
  #ailments({ begun = 0, scenario, doubt }: Settled): readonly Ailment[] | undefined {
    if (!this.#doubts) return undefined
    return doubt ? [doubt] : this.#health.suspicion(begun, scenario)
  }
}
