import type { Source } from '../property/source.ts'
import type { Command } from '../trace/world.ts'
import type { ReportedConjunct } from './report.ts'
import type { ObjectChange, ScenarioRecord } from '../trace/scenario-record.ts'

/** What some conjuncts looked at: the commands, in the order they were typed, and the objects, as they were then. */
export interface DecidedOn {
  commands: readonly Command[]
  objects: readonly ObjectChange[]
}

type Look = NonNullable<ReportedConjunct['look']>
type ObjectSource = Extract<Source, { type: 'object' }>

/** Finds in the record of its scenario what a claim was decided on. */
export function decidedOn(conjuncts: readonly ReportedConjunct[], record: ScenarioRecord): DecidedOn {
  const looks = conjuncts.flatMap(({ look }) => look ?? [])
  const commands = new Set(
    looks.flatMap(({ sources }) =>
      sources.flatMap((source) => (source.type === 'command' ? [source.command] : [])),
    ),
  )
  const objects = looks.flatMap((look) =>
    look.sources.flatMap((source) =>
      source.type === 'object' ? (versionOf(source, look, record) ?? []) : [],
    ),
  )
  return {
    commands: record.commands.filter(({ number }) => commands.has(number)),
    objects: [...new Set(objects)],
  }
}

/** The last change by then: an object may go without another revision. */
function versionOf({ uid, resourceVersion }: ObjectSource, { at }: Look, { changes }: ScenarioRecord) {
  const moment = Date.parse(at)
  return changes.findLast(
    ({ at: changedAt, object: { metadata } }) =>
      changedAt <= moment && metadata.uid === uid && metadata.resourceVersion === resourceVersion,
  )
}
