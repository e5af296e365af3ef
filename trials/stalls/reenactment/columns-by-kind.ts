import { parseTable } from '../../../src/property/table.ts'
import { kindListed } from './printed-table.ts'
import type { RecordedScenario } from './recorded-scenario.ts'

/** The columns of the table of each kind, as far as it was printed. */
export function columnsByKind(scenarios: Iterable<RecordedScenario>): Map<string, readonly string[]> {
  const commands = [...scenarios].flatMap((scenario) => scenario.commands)
  return new Map(
    commands.flatMap(({ event, answers }) => {
      const kind = kindListed(event.line)
      const table = answers[0]?.events.find((one) => one.type === 'output' && one.stream === 'stdout')
      return kind && table?.type === 'output' ? [[kind, parseTable(table.text)?.columns ?? []] as const] : []
    }),
  )
}
