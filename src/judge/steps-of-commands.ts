import type { Source } from '../property/source.ts'
import type { ScenarioRecord } from '../trace/scenario-record.ts'
import type { Command } from '../trace/world.ts'

/** What is read of a claim that was judged. */
interface Looking {
  step: string
  scenario: string
  conjuncts: readonly { look?: { sources: readonly Source[] } | undefined }[]
}

/** Whether a claim was decided on what came of a command. */
export const looksAtCommand = ({ conjuncts }: Looking, { number }: Command): boolean =>
  conjuncts.some(({ look }) =>
    look?.sources.some((source) => source.type === 'command' && source.command === number),
  )

/**
 * The step of each command: as the scenario says. Where it does not, as in older traces, that of most claims that look at it;
 * of one that no claim looks at, that of the next.
 */
export function stepsOfCommands(
  claims: readonly Looking[],
  records: ReadonlyMap<string, ScenarioRecord>,
): Map<Command, string> {
  const steps = new Map<Command, string>()
  for (const { name, commands } of records.values()) {
    const own = claims.filter(({ scenario }) => scenario === name)
    let next = own.at(-1)?.step
    for (const command of commands.toReversed()) {
      const looking = Map.groupBy(
        own.filter((claim) => looksAtCommand(claim, command)),
        ({ step }) => step,
      )
      const [most] = [...looking].toSorted(([, a], [, b]) => b.length - a.length)
      next = command.step ?? most?.[0] ?? next
      if (next !== undefined) steps.set(command, next)
    }
  }
  return steps
}
