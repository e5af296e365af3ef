import type { TraceEvent } from '../../../src/trace/event.ts'

/** An event of one type. */
export type Of<T extends TraceEvent['type']> = Extract<TraceEvent, { type: T }>
