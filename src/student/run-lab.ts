import type { Scenario } from '../lab/scenario.ts'
import type { TraceWriter } from '../trace/writer.ts'
import { Lab, type Place } from './lab.ts'

/**
 * Works through the scenarios, all of them at once, and records what happens; a quick run leaves out the slow ones.
 * Resolves when the last one is done; what breaks one scenario is recorded and leaves the others alone.
 * @throws CannotJudge when the cluster does not answer; the reason of the signal, when it comes
 */
export async function runLab(
  scenarios: readonly Scenario[],
  place: Place,
  writer: TraceWriter,
  signal: AbortSignal,
  options: { quick: boolean },
): Promise<void> {
  await using lab = await Lab.open(scenarios, place, writer)
  await Promise.all(
    scenarios.map(async (scenario) => {
      const { slowBecause } = scenario
      if (options.quick && slowBecause !== undefined) lab.leaveOut(scenario, `--quick: ${slowBecause}`)
      else await lab.work(scenario, signal)
    }),
  )
  signal.throwIfAborted()
}
