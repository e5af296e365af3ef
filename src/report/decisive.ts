import type { Conjunct } from '../property/property.ts'

/** The conjuncts that decided: where some fail those, else all. */
export function decisive<C extends Pick<Conjunct, 'answer'>>(conjuncts: readonly C[]): readonly C[] {
  const failing = conjuncts.filter(({ answer }) => answer === 'fails')
  return failing.length > 0 ? failing : conjuncts
}
