import type { Scenario } from '../lab/scenario.ts'
import type { TraceWriter } from '../trace/writer.ts'
import { Recording, type Place } from './recording.ts'

/**
 * Works through the scenarios, all of them at once, and records what happens; a quick run leaves out the slow ones, and a guest
 * what the cluster has not.
 * Resolves when the last one is done; what breaks one scenario is recorded and leaves the others alone.
 * @throws CannotJudge when the cluster does not answer; the reason of the signal, when it comes
 */
export async function runLab(
  scenarios: readonly Scenario[],
  place: Place,
  writer: TraceWriter,
  signal: AbortSignal,
  { quick }: { quick: boolean },
): Promise<void> {
  await using recording = await Recording.open(scenarios, place, writer)
  await Promise.all(
    scenarios.map(async (scenario) => {
      const { slowBecause } = scenario
      const lack = place.guest?.leavesOut(scenario)
      if (quick && slowBecause !== undefined) recording.leaveOut(scenario, `--quick: ${slowBecause}`)
      else if (lack !== undefined) recording.leaveOut(scenario, lack)
      else await recording.work(scenario, signal)
    }),
  )
  await recording.settles(signal)
  signal.throwIfAborted()
}
