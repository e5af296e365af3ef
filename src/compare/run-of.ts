import { judgeAllRecorded, type Judgement } from '../judge/judge.ts'
import { claimsOf, scenariosOf, type Lab } from '../lab/lab.ts'
import { ailmentsInWords } from '../property/reason-words.ts'
import { distinct } from '../trace/ailment.ts'
import { Health } from '../trace/health.ts'
import type { TraceEvent, TraceHeader } from '../trace/event.ts'
import type { ComparedRun } from './comparison.ts'
import { seenIn } from './seen.ts'
import { nameOf } from './shape.ts'

/**
 * What a student saw in a recorded run, and what became of the claims of a lab.
 * @param judged the claims, where they are judged already
 */
export const runOf = (
  lab: Lab,
  { server, kubectl }: Pick<TraceHeader, 'server' | 'kubectl'>,
  events: readonly TraceEvent[],
  judged: readonly Judgement[] = judgeAllRecorded(claimsOf(lab), events),
): ComparedRun => {
  const ill = suspicionOf(lab, events)
  return {
    versions: { server, kubectl },
    namespaces: new Set(
      events.flatMap((event) =>
        event.type === 'scenario' && event.state === 'begins' ? nameOf(event.namespace) : [],
      ),
    ),
    seen: seenIn(events),
    judged,
    ...(ill !== undefined && { ill }),
  }
}

/** Why nobody can say whose fault it is when something was otherwise in a run. */
function suspicionOf(lab: Lab, events: readonly TraceEvent[]): string | undefined {
  const health = new Health()
  for (const event of events) health.take(event)
  const scenarios = new Map(scenariosOf(lab).map((scenario) => [scenario.name, scenario]))
  const whys = events.flatMap((event) => {
    if (event.type !== 'scenario' || event.state !== 'begins') return []
    const { expects = [] } = scenarios.get(event.scenario) ?? {}
    return health.suspicion(event.at, { namespace: event.namespace, expects }) ?? []
  })
  return whys.length === 0 ? undefined : ailmentsInWords(distinct(whys))
}
