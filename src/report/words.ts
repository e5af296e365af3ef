import type { Verdict } from '../judge/verdict.ts'
import { sinceInWords } from './known-change-words.ts'
import type { RecordedDrift } from './report.ts'

/** What each verdict means to a reader: a sign beside the colour, and a sentence. */
export const verdictWords: Record<Verdict, { sign: string; means: string }> = {
  holds: { sign: '✓', means: 'as the lab says' },
  drifted: { sign: '→', means: 'once true; Kubernetes has changed, as recorded' },
  'never held': { sign: '≠', means: 'the lab is mistaken, as recorded' },
  'new drift': { sign: '✗', means: 'false in a way that nobody has recorded' },
  healed: { sign: '↺', means: 'true again, though recorded as false' },
  blocked: { sign: '!', means: 'could not be judged' },
  'not tried': { sign: '–', means: 'left out on purpose' },
}

/** Since when a drift is there, in words. */
export function sinceWords({ since, axis }: Pick<RecordedDrift, 'since' | 'axis'>): string {
  if (since === 'ever') return 'always: no version ever did this'
  return `${axis === 'kubectl' ? 'kubectl' : 'Kubernetes'} ${sinceInWords({ since })}`
}

/** `1 claim`, `2 claims`. */
export const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`
