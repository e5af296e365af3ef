import type { Behaviour } from '../judge/behaviour.ts'
import type { Drift, Versions } from '../lab/drift.ts'
import { compareMinors, minorOf } from './version-order.ts'

/** How one run behaves in what a claim speaks of, and of which versions it is. */
export interface RunBehaviour {
  versions: Versions
  behaviour: Behaviour
}

/** Between which minor versions (`1.30`) runs show a change; nothing where no run is on that side of it. */
export interface Bounds {
  /** The newest that has not changed yet. */
  after?: string
  /** The oldest that has changed. */
  by?: string
}

/** What runs show of when a drift came. */
export interface Inferred extends Bounds {
  /** Whether that is what is recorded. */
  agrees: boolean
  /** Whether runs with a kubectl that is not the server's show that it is of no other program than is recorded. */
  axisIsSeen: boolean
}

/**
 * Infers when a drift came.
 * @param drifts all that are recorded for the claim
 * @param seen the runs there are, in any order
 */
export function inferSince(drift: Drift, drifts: readonly Drift[], seen: readonly RunBehaviour[]): Inferred {
  const bounds = boundsOf(drift, drifts, seen, drift.axis)
  const other = boundsOf(drift, drifts, seen, drift.axis === 'server' ? 'kubectl' : 'server')
  return {
    ...bounds,
    agrees: isPossible(bounds) && isWithin(drift.since, bounds),
    axisIsSeen: isPossible(bounds) && !isPossible(other),
  }
}

/** The change as seen: `1.30 < since ≤ 1.31`; empty where no run shows it. */
export function boundsInWords({ after, by }: Bounds): string {
  if (after === undefined && by === undefined) return ''
  return [after !== undefined && `${after} < `, 'since', by !== undefined && ` ≤ ${by}`]
    .filter(Boolean)
    .join('')
}

/** Whether runs show it, or only what is written about Kubernetes. */
export const basisOf = ({ after, by }: Bounds) =>
  after !== undefined && by !== undefined ? 'seen on both sides' : 'from documents'

function boundsOf(
  drift: Drift,
  drifts: readonly Drift[],
  seen: readonly RunBehaviour[],
  axis: Drift['axis'],
): Bounds {
  const minors = (has: boolean) =>
    seen
      .filter(({ behaviour }) => hasChanged(drift, drifts, behaviour) === has)
      .map(({ versions }) => minorOf(versions[axis]))
      .toSorted(compareMinors)
  const [after, by] = [minors(false).at(-1), minors(true)[0]]
  return { ...(after !== undefined && { after }), ...(by !== undefined && { by }) }
}

/** Whether a run shows that a drift had come; nothing where it shows neither. What came after it shows it as well. */
function hasChanged(drift: Drift, drifts: readonly Drift[], behaviour: Behaviour): boolean | undefined {
  if (behaviour === undefined || behaviour === 'otherwise') return undefined
  if (behaviour === 'as the lab says') return false
  const inOrder = drifts.toSorted((a, b) => compareMinors(age(a), age(b)))
  return inOrder.indexOf(behaviour) >= inOrder.indexOf(drift)
}

const age = ({ since }: Drift) => (since === 'ever' ? '0.0' : since)

/** No version has changed while a newer one, or the same, has not. */
const isPossible = ({ after, by }: Bounds) =>
  after === undefined || by === undefined || compareMinors(after, by) < 0

function isWithin(since: Drift['since'], { after, by }: Bounds): boolean {
  if (since === 'ever') return after === undefined
  return (
    (after === undefined || compareMinors(after, since) < 0) &&
    (by === undefined || compareMinors(since, by) <= 0)
  )
}
