import type { SeenChange, Comparison } from '../../compare/comparison.ts'

/** The changes that belong to nobody. */
export const unclaimed = ({ changes }: Comparison): SeenChange[] =>
  changes.filter(({ owner }) => owner.type === 'nobody')

/** 0 each change has an owner, 1 some have none, 2 not all could be compared, or the machine may have made a change. */
export function exitCodeOfComparison(comparison: Comparison): 0 | 1 | 2 {
  if (unclaimed(comparison).length > 0) return comparison.doubt === undefined ? 1 : 2
  return comparison.uncompared.length > 0 ? 2 : 0
}
