import type { Claim } from '../lab/claim.ts'
import { applicable, type Drift } from '../lab/drift.ts'
import type { Conjunct, Monitor } from '../property/property.ts'
import type { TraceEvent } from '../trace/event.ts'
import { World } from '../trace/world.ts'
import { verdictOf, type Verdict } from './verdict.ts'

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
 */
export async function judge(claim: Claim, trace: AsyncIterable<TraceEvent>): Promise<Judgement> {
  const { id, step, says, in: scenario } = claim
  const world = new World(scenario.name)
  const asWritten = claim.holds.start()
  let drift: Drift | undefined
  let since: Monitor | undefined

  const judgement = (verdict: Verdict, { conjuncts }: Monitor, reason?: string): Judgement => ({
    id,
    step,
    says,
    scenario: scenario.name,
    verdict,
    at: world.now,
    conjuncts,
    ...(drift && { drift: withoutProperty(drift) }),
    ...(reason !== undefined && { reason }),
  })
  const settled = (): Judgement | undefined => {
    const verdict = verdictOf(asWritten.answer, drift, since?.answer)
    if (verdict === 'open') return undefined
    return judgement(verdict, since && verdict !== 'healed' ? since : asWritten)
  }
  const blocked = (reason: string) => judgement('blocked', since ?? asWritten, reason)
  const open = () => [asWritten, since].filter((monitor) => monitor?.answer === 'open') as Monitor[]

  for await (const event of trace) {
    if (event.type === 'header') {
      drift = applicable(claim.drift ?? [], event)
      since = drift?.holds.start()
    }
    if (event.type === 'gap' && world.state === 'begun') {
      return blocked(`changes of ${event.kind} objects may have been missed while the scenario ran`)
    }
    if (event.type === 'end') {
      const why = event.reason ? `: ${event.reason}` : ''
      return blocked(
        world.state === 'ahead'
          ? `the run ended before the scenario ${scenario.name} began${why}`
          : `the run ended in the middle of the scenario${why}`,
      )
    }
    if (!world.apply(event) || world.state === 'ahead') continue
    if (world.state === 'left out') return judgement('not tried', asWritten, world.reason ?? 'left out')
    for (const monitor of open()) monitor.step(world)
    if (world.state === 'ended') for (const monitor of open()) monitor.close()
    const certain = settled()
    if (certain) return certain
    if (world.state === 'ended')
      return blocked('the scenario ended and what the claim speaks of was never seen')
    if (world.state === 'broken') return blocked(world.reason ?? 'a step before it broke')
  }
  return blocked('the trace breaks off')
}

function withoutProperty({ holds: _, ...drift }: Drift): Omit<Drift, 'holds'> {
  return drift
}
