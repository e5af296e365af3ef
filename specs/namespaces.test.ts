import { expect, test } from 'vitest'
import { claimsOf, scenariosOf } from '../src/lab/lab.ts'
import { namespaceOf, type Scenario } from '../src/lab/scenario.ts'
import { recounted } from '../testing/recounted.ts'
import { describeRecordedLabs } from '../testing/labs.ts'
import { judgeAllOn } from '../testing/traces.ts'
import type { TraceEvent } from '../src/trace/event.ts'

/** The recorded run, as it is where a scenario works in a namespace of another name. */
function renamed(newest: readonly TraceEvent[], scenario: Scenario, name: string): TraceEvent[] {
  const before = namespaceOf(scenario)
  const inText = (text: string) =>
    before === 'default'
      ? text
          .replaceAll(/(?<=serviceaccount:|namespace: |Namespace: +)default\b/g, name)
          .replaceAll(/\bdefault(?= namespace)|(?<= -n )default\b/g, name)
          .replaceAll(/(?<=^|\n)default(?=\/ # )/g, name)
      : text.replaceAll(before, name)
  const events = newest.map((event): TraceEvent => {
    if (event.type === 'token')
      return {
        ...event,
        payload: JSON.parse(inText(JSON.stringify(event.payload))) as Record<string, unknown>,
      }
    if (event.type === 'object' && event.object.metadata.namespace === before) {
      const metadata = { ...event.object.metadata, namespace: name }
      return { ...event, object: { ...event.object, metadata } as typeof event.object }
    }
    if (!('scenario' in event) || event.scenario !== scenario.name) return event
    if (event.type === 'scenario') return { ...event, namespace: name }
    return event.type === 'output' ? { ...event, text: inText(event.text) } : event
  })
  return recounted(events)
}

/** Names for a namespace: a run's own, a word that lines have, and what the student calls an object there. */
const namesFor = ({ makes = [] }: Scenario) => [
  'kubelab-3fa92c-1',
  'in',
  ...makes.flatMap((made) => /^([a-z]+)[^/]*\/([a-z-]+)$/.exec(made)?.slice(1) ?? []),
]

describeRecordedLabs(({ lab, events }) => {
  test.each(scenariosOf(lab).map((scenario) => ({ scenario, name: scenario.name })))(
    'the verdicts of $name are the same in any namespace, also in one that is called like a word',
    async ({ scenario }) => {
      const claims = claimsOf(lab).filter((one) => one.in === scenario)
      const verdicts = async (all: readonly TraceEvent[]) =>
        (await judgeAllOn(claims, all)).map(({ id, verdict }) => `${id}: ${verdict}`)
      const expected = await verdicts(events)
      expect(expected).not.toEqual([])
      for (const name of new Set(namesFor(scenario)))
        expect(await verdicts(renamed(events, scenario, name)), name).toEqual(expected)
    },
  )
})
