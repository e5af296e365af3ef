import type { TraceEvent } from '../src/trace/event.ts'

/** The same events where each command says that it printed what they have of it. */
export function recounted(events: readonly TraceEvent[]): TraceEvent[] {
  const counts = new Map<number, { stdout: number; stderr: number }>()
  return events.map((event) => {
    if (event.type !== 'output' && event.type !== 'exited') return event
    const bytes = counts.get(event.command) ?? { stdout: 0, stderr: 0 }
    counts.set(event.command, bytes)
    if (event.type === 'exited') return { ...event, bytes }
    bytes[event.stream] += Buffer.byteLength(event.text)
    return event
  })
}
