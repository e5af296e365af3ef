import type { TraceEvent } from '../../src/trace/event.ts'

/** The namespaces that the scenarios of a run had of their own. */
export const namespacesOf = (events: readonly TraceEvent[]): Set<string> =>
  new Set(
    events.flatMap((event) =>
      event.type === 'scenario' && event.namespace !== undefined && event.namespace !== 'default'
        ? event.namespace
        : [],
    ),
  )
