import { namespaceOf, type Scenario } from '../../src/lab/scenario.ts'
import type { TraceEvent } from '../../src/trace/event.ts'

/** Signs of health are kept from so long before a scenario to so long after it (milliseconds). */
const margin = 3000

/** What a recorded trace says of one scenario: a trace that is over when the scenario is. */
export function cut(events: readonly TraceEvent[], scenario: Scenario): TraceEvent[] {
  const namespace = namespaceOf(scenario)
  const its = events.filter((event) => 'scenario' in event && event.scenario === scenario.name)
  const [from, to] = [(its[0]?.at ?? 0) - margin, (its.at(-1)?.at ?? 0) + margin]
  return events.flatMap((event): TraceEvent[] => {
    if (event.type === 'header' || event.type === 'token') return [event]
    if (event.type === 'end') return [{ ...event, at: to }]
    if (event.at < from || event.at > to) return []
    if ('scenario' in event) return event.scenario === scenario.name ? [event] : []
    if (event.type === 'object') return event.object.metadata.namespace === namespace ? [event] : []
    return [event]
  })
}
