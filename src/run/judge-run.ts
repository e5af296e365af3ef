import type { Judgement } from '../judge/judge.ts'
import { judgeLab } from '../judge/judge-lab.ts'
import { scenariosOf, type Lab } from '../lab/lab.ts'
import type { Place } from '../student/recording.ts'
import { runLab, type Extent } from '../student/run-lab.ts'
import type { TraceEvent } from '../trace/event.ts'
import { TraceWriter } from '../trace/writer.ts'

/** Who hears of a run as it goes. */
export interface Hearing {
  /** Every event, as it goes into the trace. */
  happened?: (event: TraceEvent) => void
  /** A claim is certain. */
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
  place: Place,
  trace: string,
  extent: Extent,
  { happened, settled }: Hearing,
  signal: AbortSignal,
): Promise<Judgement[]> {
  const writer = new TraceWriter(trace)
  if (happened) writer.listen(happened)
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  const running = runLab(scenariosOf(lab), place, writer, either, extent).then(
    () => writer.end('complete'),
    (error: Error) => writer.end(signal.aborted ? 'interrupted' : 'broken', error.message),
  )
  const judging = judgeLab(lab, trace, (judgement) => settled?.(judgement), either)
  const judged = await judging.catch(async (error: unknown) => {
    stop.abort()
    await running
    throw error
  })
  await running
  return judged
}
