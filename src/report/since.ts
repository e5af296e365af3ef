import type { Behaviour } from '../judge/behaviour.ts'
import type { Versions } from '../changes/has-happened.ts'
import { recordedOf, type Recorded, type Since } from '../lab/drift.ts'
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
 * Infers when a change came, or a claim was false that always was.
 * @param recorded of a drift of the claim
 * @param seen the runs there are, in any order
 */
export function inferSince(recorded: Recorded, seen: readonly RunBehaviour[]): Inferred {
  const bounds = boundsOf(recorded, seen, recorded.axis)
  const other = boundsOf(recorded, seen, recorded.axis === 'server' ? 'kubectl' : 'server')
  return {
    ...bounds,
    agrees: isPossible(bounds) && isWithin(recorded.since, bounds),
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

/** Whether runs show it, or nobody has checked what its author says. */
export const basisOf = ({ after, by }: Bounds) =>
  after !== undefined && by !== undefined ? 'seen on both sides' : 'said by its author'

function boundsOf(recorded: Recorded, seen: readonly RunBehaviour[], axis: Recorded['axis']): Bounds {
  const minors = (has: boolean) =>
    seen
      .filter(({ behaviour }) => showsChange(recorded, behaviour) === has)
      .map(({ versions }) => minorOf(versions[axis]))
      .toSorted(compareMinors)
  const [after, by] = [minors(false).at(-1), minors(true)[0]]
  return { ...(after !== undefined && { after }), ...(by !== undefined && { by }) }
}

/** Whether a run shows that a change had come, or that it had not; nothing where it shows neither. */
export function showsChange(recorded: Recorded, behaviour: Behaviour): boolean | undefined {
  if (behaviour === undefined || behaviour === 'otherwise') return undefined
  return (
    behaviour !== 'as the lab says' &&
    recordedOf(behaviour).some((one) => nameOfRecorded(one) === nameOfRecorded(recorded))
  )
}

/** What tells a change that is recorded of a claim from its others. */
export const nameOfRecorded = ({ change, instead }: Recorded): string => change ?? instead

/** No version has changed while a newer one, or the same, has not. */
const isPossible = ({ after, by }: Bounds) =>
  after === undefined || by === undefined || compareMinors(after, by) < 0

/** Whether it can have come where it is recorded to have, and where runs show it. */
function isWithin(since: Since, { after, by }: Bounds): boolean {
  if (since === 'ever') return after === undefined
  if (typeof since === 'string')
    return (
      (after === undefined || compareMinors(after, since) < 0) &&
      (by === undefined || compareMinors(since, by) <= 0)
    )
  const isBefore = (one: string | undefined, other: string | undefined) =>
    one === undefined || other === undefined || compareMinors(one, other) < 0
  return isBefore(after, since.by) && isBefore(since.after, by)
}
