import { scenariosOfClaims } from '../lab/lab.ts'
import type { Only } from '../lab/only.ts'
import type { Scenario } from '../lab/scenario.ts'
import type { TraceWriter } from '../trace/writer.ts'
import { Recording, type Workplace } from './recording.ts'

/** What of a lab is worked through. */
export interface Extent {
  /** Leave out what takes minutes. */
  quick: boolean
  /** Leave out what these claims do not need. */
  only?: Only | undefined
}

/**
 * Works through the scenarios, all of them at once, and records what happens; a quick run leaves out the slow ones, one for some
 * claims those that they do not need, and a guest what the cluster has not.
 * Resolves when the last one is done; what breaks one scenario is recorded and leaves the others alone.
 * @throws CannotJudge when the cluster does not answer; the reason of the signal, when it comes
 */
export async function runLab(
  scenarios: readonly Scenario[],
  place: Workplace,
  writer: TraceWriter,
  signal: AbortSignal,
  extent: Extent,
): Promise<void> {
  const whys = new Map(scenarios.map((scenario) => [scenario, whyLeftOut(scenario, extent)]))
  const tried = scenarios.filter((scenario) => whys.get(scenario) === undefined)
  await using recording = await Recording.open(
    tried,
    place,
    writer,
    extent.only?.claims.map(({ id }) => id),
  )
  await Promise.all(
    scenarios.map(async (scenario) => {
      const why = whys.get(scenario) ?? place.guest?.leavesOut(scenario)
      if (why === undefined) await recording.work(scenario, signal)
      else recording.leaveOut(scenario, why)
    }),
  )
  await recording.settles(signal)
  signal.throwIfAborted()
}

/** Why a scenario is left out, whatever the cluster has; undefined where it is not. */
function whyLeftOut(scenario: Scenario, { quick, only }: Extent): string | undefined {
  if (only && !scenariosOfClaims(only.claims).includes(scenario)) return `--only ${only.named}`
  return quick && scenario.slowBecause !== undefined ? `--quick: ${scenario.slowBecause}` : undefined
}
