import type { Evidence, Monitor } from '../property/property.ts'
import type { TraceEvent } from '../trace/event.ts'
import { World } from '../trace/world.ts'
import type { Claim } from '../lab/claim.ts'
import { applicable, type Drift, type Versions } from '../lab/drift.ts'
import { verdictOf, type Verdict } from './verdict.ts'

/** What became of a claim on one trace. */
export interface Judgement {
  verdict: Verdict
  /** When it was certain: milliseconds since the epoch, by the trace. */
  at: number
  /** The looks that decided. */
  evidence: readonly Evidence[]
  /** What was expected, of the property that decided. */
  expected: string
  /** The drift that applies, if one does. */
  drift?: Drift
  /** Why it could not be judged, or was not tried. */
  reason?: string
}

/**
 * Judges one claim on a trace, finished or still growing, and answers as soon as the answer can no longer change.
 * A trace that ends too soon leaves the claim blocked.
 */
export async function judge(claim: Claim, trace: AsyncIterable<TraceEvent>): Promise<Judgement> {
  const world = new World(claim.in.name)
  const asWritten = claim.holds.start()
  let drift: Drift | undefined
  let now: Monitor | undefined
  let versions: Versions | undefined

  const settled = (): Judgement | undefined => {
    const verdict = verdictOf(asWritten.answer, drift, now?.answer)
    if (verdict === 'open') return undefined
    const decisive = now && verdict !== 'healed' ? now : asWritten
    const expected = drift && now === decisive ? drift.now.says : claim.holds.says
    return { verdict, at: world.now, evidence: decisive.evidence, expected, ...(drift && { drift }) }
  }
  const blocked = (reason: string): Judgement => ({
    verdict: 'blocked',
    at: world.now,
    evidence: asWritten.evidence,
    expected: claim.holds.says,
    reason,
  })
  const monitors = () => [asWritten, now].filter((monitor) => monitor?.answer === 'open') as Monitor[]

  for await (const event of trace) {
    if (event.type === 'header') {
      versions = event
      drift = applicable(claim.drift ?? [], versions)
      now = drift?.now.start()
    }
    if (event.type === 'gap' && world.state === 'begun') {
      return blocked(`changes of ${event.kind} objects may have been missed while the scenario ran`)
    }
    if (event.type === 'end') {
      return blocked(
        world.state === 'ahead'
          ? `the run ended before the scenario ${claim.in.name} began${event.reason ? `: ${event.reason}` : ''}`
          : `the run ended in the middle of the scenario${event.reason ? `: ${event.reason}` : ''}`,
      )
    }
    if (!world.apply(event) || world.state === 'ahead') continue
    if (world.state === 'left out') return { ...blocked(world.reason ?? 'left out'), verdict: 'not tried' }
    for (const monitor of monitors()) monitor.step(world)
    if (world.state === 'ended') for (const monitor of monitors()) monitor.close(world)
    const judgement = settled()
    if (judgement) return judgement
    if (world.state === 'ended')
      return blocked('the scenario ended and what the claim speaks of was never seen')
    if (world.state === 'broken') return blocked(world.reason ?? 'a step before it broke')
  }
  return blocked('the trace breaks off')
}
