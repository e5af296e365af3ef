import { join } from 'node:path'
import { Trace } from '../trace/trace.ts'

/** Path of a trace that was recorded on a cluster of v1.37.2. */
export const recordedTrace = join(import.meta.dirname, '../../traces/v1.37.2.ndjson.gz')

/** Its events. */
export const recordedEvents = await Array.fromAsync(new Trace(recordedTrace))
