import { whyUnknown } from '../judge/why-unknown.ts'
import { reasonInWords } from '../property/reason-words.ts'
import { asSeen } from '../trace/as-seen.ts'
import type { TraceEvent } from '../trace/event.ts'
import { scenarioRecords, type ScenarioRecord } from '../trace/scenario-record.ts'
import type { Command } from '../trace/world.ts'
import { contentOf, partsOf, valueOf, type Content } from './content.ts'
import { livesOf } from './lives.ts'
import { nameOf } from './shape.ts'

/** Something that a student saw: what came back from a line, or how the objects of a kind went through their states. */
export interface Seen {
  scenario: string
  /** What was typed; the kind of the objects, where it is their lives. */
  of: string
  run?: string
  /** The number of the command in its trace; none where it is the lives of objects. */
  command?: number
  /** Why the line was typed: a line of the lab, one that a drift says to type instead, or one to see more. */
  because?: Command['because']
  content: Content
  /** Why nothing can be told by it. */
  unknown?: string
}

/** All that a student saw in a run, by a key that is the same in every run. */
export function seenIn(events: readonly TraceEvent[]): Map<string, Seen> {
  const all = [...scenarioRecords(events).values()].flatMap((record) => [
    ...record.commands.map((command) => ofCommand(record, command)),
    ...ofObjects(record),
  ])
  const keyed = new Map<string, Seen>()
  for (const seen of all) {
    const name = JSON.stringify([seen.scenario, nameOf(seen.of), seen.run])
    let key = name
    for (let number = 2; keyed.has(key); number += 1) key = `${name} (${number})`
    keyed.set(key, seen)
  }
  return keyed
}

/** What came back from a line, in the scenario in which it was typed. */
export function ofCommand(
  { name, namespace }: Pick<ScenarioRecord, 'name' | 'namespace'>,
  command: Command,
): Seen {
  const { as, line, run, number, because, signal, code, exitedAt, stdout, stderr } = command
  const why = whyUnknown(command)
  const unknown = exitedAt === undefined ? 'it has not ended' : why && reasonInWords(why)
  return {
    scenario: name,
    of: as ?? line,
    ...(run !== undefined && { run }),
    command: number,
    because,
    content: partsOf([
      ['exit code', valueOf(signal ?? String(code))],
      ['stdout', contentOf(asSeen(stdout, namespace))],
      ['stderr', contentOf(asSeen(stderr, namespace))],
    ]),
    ...(unknown !== undefined && { unknown }),
  }
}

function ofObjects({ name, isWhole, changes }: ScenarioRecord): Seen[] {
  return [...Map.groupBy(changes, ({ object }) => object.kind)].map(([kind, ofKind]) => ({
    scenario: name,
    of: kind,
    content: partsOf([['lives', livesOf(ofKind)]]),
    ...(!isWhole && { unknown: 'the scenario did not come to its end' }),
  }))
}
