import type { Judgement } from '../src/judge/judge.ts'
import type { Source } from '../src/property/source.ts'

/** What a claim was decided on in a run. */
export interface JudgedLook {
  sources: readonly Source[]
  found?: unknown
  since?: `1.${number}`
  verdict?: Judgement['verdict']
  scenario?: string
}

/** What became of a claim that was decided so. */
export const judgedOn = (
  id: `${string}/${string}`,
  { sources, found = '', since, verdict, scenario }: JudgedLook,
): Judgement => ({
  id,
  step: '1.1',
  says: '',
  scenario: scenario ?? 'single',
  verdict: verdict ?? (since ? 'drifted' : 'holds'),
  at: 0,
  conjuncts: [{ what: '', when: 'at first', expected: '', answer: 'holds', look: { at: 0, found, sources } }],
  ...(since && {
    drifts: [
      {
        change: 'a-change',
        since,
        axis: 'server',
        severity: 'cosmetic',
        instead: '',
        remedy: { words: '' },
        source: '',
      },
    ],
  }),
})
