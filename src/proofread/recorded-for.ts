import { changeNamed } from '../changes/changes.ts'
import type { Judgement } from '../judge/judge.ts'
import { recordedChange, type Recorded } from '../lab/drift.ts'
import type { PlaceOwner } from './claim-of.ts'

type RecordedOwner = Extract<PlaceOwner, { type: 'change' | 'drift' }>

/** Whether it is on record what a stale place belongs to. */
export const isRecorded = (owner: PlaceOwner): owner is RecordedOwner =>
  owner.type === 'change' || owner.type === 'drift'

/** The claims that the owner of a stale place concerns. */
export function claimsFor(owner: PlaceOwner, judged: readonly Judgement[]): string[] {
  if (owner.type === 'drift') return [...owner.ids]
  if (owner.type !== 'change') return []
  return judged
    .filter(({ drifts = [] }) =>
      drifts.some(({ change }) => change !== undefined && owner.ids.includes(change)),
    )
    .map(({ id }) => id)
}

/**
 * What is recorded of the owner of a stale place, each with the id of the change, or of the claim where it is one of those.
 */
export function recordedFor(
  owner: PlaceOwner,
  judged: readonly Judgement[],
): { id: string; recorded: Recorded }[] {
  if (owner.type === 'change')
    return owner.ids.map((id) => ({ id, recorded: recordedChange(changeNamed(id)) }))
  if (owner.type !== 'drift') return []
  return judged
    .filter(({ id }) => owner.ids.includes(id))
    .flatMap(({ id, drifts = [] }) => drifts.map((recorded) => ({ id, recorded })))
}
