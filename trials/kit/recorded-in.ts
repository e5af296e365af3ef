import { join } from 'node:path'
import type { Scenario } from '../../src/lab/scenario.ts'
import { Recording, type Workplace } from '../../src/student/recording.ts'
import { Trace } from '../../src/trace/trace.ts'
import { TraceWriter } from '../../src/trace/writer.ts'

/**
 * Does some work with a recording on a cluster, whose trace is in a folder.
 * @param folder path of it
 * @param signal whether it was interrupted
 * @throws whatever the work throws, and what Recording.open does
 */
export async function recordedIn<T>(
  folder: string,
  scenarios: readonly Scenario[],
  place: Workplace,
  signal: AbortSignal,
  work: (recording: Recording, trace: Trace, writer: TraceWriter) => Promise<T>,
): Promise<T> {
  const path = join(folder, 'trace.ndjson')
  const writer = new TraceWriter(path)
  try {
    await using recording = await Recording.open(scenarios, place, writer)
    return await work(recording, new Trace(path), writer)
  } finally {
    writer.end(signal.aborted ? 'interrupted' : 'complete')
  }
}
