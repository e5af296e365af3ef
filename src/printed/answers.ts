import type { TraceEvent } from '../trace/event.ts'
import type { History, Window } from './history.ts'
import type { Unknowable } from '../trace/kinds/kind-record.ts'

/** What came back from a line that has ended. */
export interface PrintedAnswer {
  command: number
  scenario: string
  namespace: string
  line: string
  run?: string
  stdout: string
  stderr: string
  /** Its exit code; null where a signal ended it. */
  code: number | null
  /** From before it was typed until after its end, by the recorder's clock (milliseconds since the epoch). */
  span: readonly [number, number]
  /** The same by the cluster; undefined where a trace does not tell its revisions. */
  window?: Window
}

/** All lines of a trace that have ended with something to read, in order. */
export function answersIn(events: readonly TraceEvent[], { health }: History): PrintedAnswer[] {
  const namespaces = new Map<string, string>()
  const open = new Map<number, PrintedAnswer & { revision?: string }>()
  return events.flatMap((event) => {
    if (event.type === 'scenario') namespaces.set(event.scenario, event.namespace)
    if (event.type === 'typed') {
      const { command, scenario, line, run, revision, at } = event
      const namespace = namespaces.get(scenario) ?? 'default'
      const known = { ...(run !== undefined && { run }), ...(revision !== undefined && { revision }) }
      open.set(command, {
        command,
        scenario,
        namespace,
        line,
        stdout: '',
        stderr: '',
        code: null,
        span: [at, at],
        ...known,
      })
    }
    const answer = 'command' in event ? open.get(event.command) : undefined
    if (answer && event.type === 'output') answer[event.stream] += event.text
    if (!answer || event.type !== 'exited') return []
    const { revision, ...ended } = answer
    const [from, to] = [answer.span[0], event.at]
    const revisions = [Number(revision), Number(event.revision)] as const
    // The cluster's clock is read by Leases, which are heard of a little later than they are renewed.
    const seconds = [
      Math.floor(health.byCluster(from) / 1000),
      Math.floor((health.byCluster(to) + late) / 1000),
    ] as const
    return [
      {
        ...ended,
        code: event.code,
        span: [from, to],
        ...(revisions.every(Number.isFinite) && { window: { revisions, seconds } }),
      },
    ]
  })
}

/** Milliseconds by which a renewal is heard of after it was written, at the most, on a machine that is well. */
const late = 150

/** Why nobody can tell what was stored while a line was answered. */
export const whyNotTold = (
  history: History,
  { window, span }: PrintedAnswer,
  kind: string,
  namespace?: string,
): Unknowable | undefined =>
  window === undefined ? 'moment not known' : history.unknown(kind, namespace, window.revisions, span)
