import type { Judgement } from '../../src/judge/judge.ts'
import { countsAs } from '../../src/judge/verdict.ts'
import type { Source } from '../../src/property/source.ts'
import type { TraceEvent } from '../../src/trace/event.ts'
import type { KubernetesObject } from '../../src/trace/kinds.ts'

/** How what decided a claim is destroyed: its events are dropped, or what they say is taken out of them. */
export type Loss = 'drop' | 'empty'

/** What a judgement was decided on. */
export const sourcesOf = ({ conjuncts }: Judgement): Source[] =>
  conjuncts.flatMap(({ look }) => look?.sources ?? [])

/** Events without what some sources name. */
export function without(events: readonly TraceEvent[], sources: readonly Source[], how: Loss): TraceEvent[] {
  return sources.reduce<readonly TraceEvent[]>(
    (left, source) =>
      left.flatMap((event) => (!isOf(source, event) ? [event] : how === 'drop' ? [] : [emptied(event)])),
    events,
  ) as TraceEvent[]
}

/**
 * The verdicts that pass on what is not there: of a source that they name nothing is in the trace, though it was when it
 * was recorded.
 */
export function groundless(
  judged: readonly Judgement[],
  events: readonly TraceEvent[],
  recorded: readonly TraceEvent[],
): string[] {
  return judged
    .filter(({ verdict }) => countsAs[verdict] === 'pass')
    .flatMap(({ id, verdict, conjuncts }) =>
      conjuncts.flatMap(({ look }) =>
        (look?.sources ?? [])
          // That something goes on is seen without its end.
          .filter((source) => !(partOf(source) === 'end' && look?.found === 'not yet'))
          .filter((source) => !isThere(source, events) && isThere(source, recorded))
          .map((source) => `${id} ${verdict} without ${inWords(source)}`),
      ),
    )
}

const isThere = (source: Source, events: readonly TraceEvent[]) =>
  events.some((event) => isOf(source, event) && saysSomething(event))

/** Whether an event is what a source names, or a part of it. */
function isOf(source: Source, event: TraceEvent): boolean {
  if (source.type === 'command')
    return 'command' in event && event.command === source.command && isPart(source.part, event)
  if (source.type === 'token') return event.type === 'token' && event.name === source.name
  if (event.type !== 'object') return false
  const { kind, metadata } = event.object
  return source.type === 'kind'
    ? kind === source.kind
    : metadata.uid === source.uid && metadata.resourceVersion === source.resourceVersion
}

function isPart(part: Extract<Source, { type: 'command' }>['part'], event: TraceEvent): boolean {
  if (part === 'typed') return event.type === 'typed'
  if (part === 'end' || part === 'exit code') return event.type === 'exited'
  return event.type === 'output' && event.stream === part
}

const partOf = (source: Source) => (source.type === 'command' ? source.part : undefined)

/** Whether there is more to an event than that it is there. */
function saysSomething(event: TraceEvent): boolean {
  switch (event.type) {
    case 'output':
      return /\S/.test(event.text)
    case 'exited':
      return event.code !== null
    case 'token':
      return Object.keys(event.payload).length > 0
    // An object of which only the name is left is there all the same.
    default:
      return true
  }
}

/** An event that is there and says nothing. */
function emptied(event: TraceEvent): TraceEvent {
  switch (event.type) {
    case 'output':
      return { ...event, text: '\n' }
    case 'exited':
      return { ...event, code: null }
    case 'token':
      return { ...event, header: {}, payload: {} }
    case 'object':
      return { ...event, object: emptiedObject(event.object) }
    default:
      return event
  }
}

/** An object of which only the name and its age are left. */
function emptiedObject(object: KubernetesObject): KubernetesObject {
  const { kind, metadata } = object
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata
  const spec = kind === 'CronJob' ? { schedule: '' } : {}
  return {
    kind,
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec,
    status: {},
  }
}

function inWords(source: Source): string {
  if (source.type === 'command') return `${source.part} of command ${source.command}`
  if (source.type === 'token') return 'the contents of a token'
  return source.type === 'kind' ? `any ${source.kind}` : `a ${source.kind} that it saw`
}
