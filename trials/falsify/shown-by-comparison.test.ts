import { expect, test } from 'vitest'
import { rest } from '../../specs/api-objects/rest/student.ts'
import { single } from '../../specs/api-objects/jobs/student.ts'
import { lab } from '../../specs/api-objects/lab.ts'
import type { Scenario } from '../../src/lab/scenario.ts'
import { recordedEvents } from '../../testing/traces.ts'
import type { TraceEvent } from '../../src/trace/event.ts'
import { noiseOf } from '../../src/compare/noise-of.ts'
import { shownByComparison } from './shown-by-comparison.ts'

const noise = await noiseOf(lab)
const unchanged = await recordedEvents('v1.37.2')

/** Where a comparison shows what a trial of a scenario has changed; it has another name and other namespaces. */
function shown(of: Scenario, change: (text: string) => string): string[] {
  const scenario = { ...of, name: `${of.name}-9` }
  // As long as it was: an output of another length would count as lost.
  const inTrial = (text: string) => text.replaceAll(/\b(lab-(?!marks|default)[a-z-]*)[a-z]\b/g, '$19')
  const events = unchanged.map((event): TraceEvent => {
    if (!('scenario' in event)) return event
    const own = event.scenario === of.name ? { ...event, scenario: scenario.name } : event
    if (own.type === 'output') return { ...own, text: change(inTrial(own.text)) }
    return own.type === 'scenario' && own.namespace !== undefined
      ? { ...own, namespace: inTrial(own.namespace) }
      : own
  })
  return shownByComparison({ of, scenario }, events, unchanged, noise)
}

test('a change is shown at its place', () => {
  expect(shown(single, (text) => text.replace('0/1 ', '1/1 '))).toEqual([
    'kubectl get job (atTheStart): stdout COMPLETIONS[sleepy]',
  ])
})

test('what differs in every run is no change, and neither are the namespaces of the trials', () => {
  expect(shown(single, (text) => text)).toEqual([])
  expect(shown(rest, (text) => text)).toEqual([])
})
