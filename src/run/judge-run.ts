import { CannotJudge, UsageError } from '../errors.ts'
import { judgeAll, type Judgement } from '../judge/judge.ts'
import { claimsOf, scenariosOf, type Lab } from '../lab/lab.ts'
import { lostIn } from '../student/gone.ts'
import type { Workplace } from '../student/recording.ts'
import { runLab, type Extent } from '../student/run-lab.ts'
import type { TraceEvent } from '../trace/event.ts'
import { Trace } from '../trace/trace.ts'
import { TraceWriter } from '../trace/writer.ts'
import { unlessAborted } from '../unless-aborted.ts'

/** Who hears of a run as it goes. */
export interface Hearing {
  /** Every event, as it goes into the trace. */
  happened?: (event: TraceEvent) => void
  /** A claim is certain, and all before it in the lab's order are. */
  settled?: (judgement: Judgement) => void
}

/**
 * Works through a lab on a cluster, and judges every claim on the trace while it grows.
 * @param trace path of the trace, which is written
 * @returns what became of the claims, in the lab's order, when the trace has its end
 * @throws CannotJudge when the claims can't be judged at all; the reason of the signal, when it comes
 */
export async function judgeRun(
  lab: Lab,
  place: Workplace,
  trace: string,
  extent: Extent,
  { happened, settled = () => {} }: Hearing,
  signal: AbortSignal,
): Promise<Judgement[]> {
  const writer = new TraceWriter(trace)
  if (happened) writer.listen(happened)
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  const running = runLab(scenariosOf(lab), place, writer, either, extent).then(
    () => writer.end('complete'),
    (error: Error) =>
      writer.end(signal.aborted ? 'interrupted' : 'broken', { reason: error.message, ...lostIn(error) }),
  )
  const judged = await judgeAsItGrows(lab, trace, settled, either).catch(async (error: unknown) => {
    stop.abort()
    await running
    throw error
  })
  await running
  return judged
}

async function judgeAsItGrows(
  lab: Lab,
  trace: string,
  settled: (judgement: Judgement) => void,
  signal: AbortSignal,
): Promise<Judgement[]> {
  const judged: Judgement[] = []
  for (const judging of judgeAll(claimsOf(lab), new Trace(trace))) {
    const judgement = await unlessAborted(judging, signal).catch((error: unknown) => {
      // A trace of our own that is none is no wrong usage.
      throw error instanceof UsageError ? new CannotJudge(error.message, { cause: error }) : error
    })
    judged.push(judgement)
    settled(judgement)
  }
  return judged
}
