import type { SeenChange, Comparison } from '../../compare/comparison.ts'
import { counted } from '../words.ts'
import {
  doubtInWords,
  ownerInWords,
  owners,
  seenInWords,
  shownValues,
  versionsInWords,
} from './change-words.ts'
import { unclaimed } from './unclaimed.ts'

/** A comparison in the terminal: what is recorded, what belongs to nobody, and how many belong to whom. */
export function comparisonInWords(comparison: Comparison): string {
  const [one, other] = versionsInWords(comparison)
  const { changes, uncompared } = comparison
  const counts = Object.entries(owners).flatMap(([type, { heading }]) => {
    const count = changes.filter(({ owner }) => owner.type === type).length
    return count > 0 ? [`${count} ${heading.toLowerCase()}`] : []
  })
  const recorded = changes.filter(({ owner }) => owner.type === 'change' || owner.type === 'drift')
  return [
    ...recorded.map((change) => `→ ${change.of}: ${change.place}, ${ownerInWords(change)}`),
    ...unclaimed(comparison).map(inWords),
    ...doubtInWords(comparison),
    ...(uncompared.length > 0 ? [`! not compared: ${notCompared(uncompared)}`] : []),
    `${counted(changes.length, 'change')} from ${one} to ${other}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}`,
  ].join('\n')
}

/** A change that belongs to nobody, in three lines at most. */
function inWords(change: SeenChange): string {
  const [before, now] = shownValues(change).map((value) => value?.replaceAll(/\s+/g, ' '))
  return [
    `? ${change.of}: ${change.place} (${seenInWords(change)})`,
    ...(before === undefined ? [] : [`    - ${before}`]),
    ...(now === undefined ? [] : [`    + ${now}`]),
  ].join('\n')
}

const notCompared = (all: Comparison['uncompared']) =>
  [...Map.groupBy(all, ({ scenario, because }) => `${scenario}: ${because}`)]
    .map(([where, some]) => `${where} (${counted(some.length, 'subject')})`)
    .join('; ')
